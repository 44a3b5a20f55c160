//! However many addresses and ports there are, no more than so much is remembered. Bytes are counted, which are the same on every
//! machine.

mod common;

use common::knowledge;
use explain::{Explainer, Report, limits};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use traffic::{Event, Reader};

/// Counts what is held, and the most that ever was.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator does the work.
#[expect(unsafe_code, reason = "an allocator is unsafe to write")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes that an explainer may hold, in the worst case that anybody thought of.
const MOST_BYTES: usize = 24 << 20;

/// Explains lines, and says how many bytes that took at most beside the lines themselves.
fn explain(lines: usize, line: &dyn Fn(usize) -> String) -> (Report, usize) {
    let mut explainer = Explainer::new(knowledge());
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let mut each = |event: Event<'_>| {
        if let Event::Flow(flow) = event {
            explainer.add(flow);
        }
    };
    let mut reader = Reader::new();
    for at in 0..lines {
        reader.push(line(at).as_bytes(), &mut each);
        reader.push(b"\n", &mut each);
    }
    reader.finish(&mut each);
    let report = explainer.finish();
    (report, MOST.load(Ordering::Relaxed) - before)
}

fn packet(source: &str, target: &str, ports: (usize, usize)) -> String {
    format!(
        "Nov 20 10:00:00 fw kernel: DROP: IN=eth0 OUT= SRC={source} DST={target} PROTO=TCP SPT={} DPT={} SYN ",
        ports.0, ports.1
    )
}

fn address(number: usize) -> String {
    format!("11.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255)
}

/// Makes a line from its number.
type Line<'a> = &'a dyn Fn(usize) -> String;

/// One test, because a second would allocate at the same time.
#[test]
fn what_is_remembered_is_bounded() {
    const LINES: usize = 100_000;
    knowledge();
    let long = "x".repeat(200);
    let floods: [(&str, Line<'_>); 6] = [
        ("sources", &|at| packet(&address(at), "192.0.2.10", (41_000, 80))),
        ("targets", &|at| packet("192.0.2.10", &address(at), (41_000, 445))),
        ("ports", &|at| packet("203.0.113.5", "192.0.2.10", (41_000, at % 65_536))),
        ("everything", &|at| packet(&address(at), &address(at * 7), (at % 65_536, at * 31 % 65_536))),
        ("twice each", &|at| packet(&address(at / 2), &address(at / 2 * 7), (at / 2 % 65_536, at / 2 * 31 % 65_536))),
        ("long names", &|at| {
            let (source, target) = (format!("{long}{at}"), format!("{at}{long}"));
            format!("10:20:01.000123 IP {source}.41000 > {target}.{}: Flags [S], seq 1, win 1, length 0", at % 65_536)
        }),
    ];
    for (name, line) in floods {
        let (report, most) = explain(LINES, line);
        println!("{name}: {most} bytes, {} kinds, {} findings", report.kinds.len(), report.findings.len());
        assert_eq!(report.kinds.iter().map(|kind| kind.flows).sum::<u64>(), LINES as u64, "{name}");
        assert!(most < MOST_BYTES, "{name}: {most} bytes");
        assert!(report.kinds.len() <= 2 * limits::MOST_KINDS + 100, "{name}: {} kinds", report.kinds.len());
        assert!(report.findings.iter().all(|one| one.lines.len() <= limits::MOST_LINES), "{name}");
    }
    let listener = |at: usize| {
        format!(
            "tcp        0      0 {}:{}            0.0.0.0:*               LISTEN      24/p{at}",
            address(at),
            at % 65_536
        )
    };
    let (report, most) = explain(LINES, &listener);
    println!("listeners: {most} bytes, {} sockets", report.sockets.len());
    assert_eq!(report.sockets.len() as u64 + report.sockets_left_out, LINES as u64);
    assert!(most < MOST_BYTES, "{most} bytes");
    the_same_input_gives_the_same_report();
}

/// Which is which does not depend on anything but the input.
fn the_same_input_gives_the_same_report() {
    let line = |at: usize| packet(&address(at % 977), &address(at % 13), (at % 65_536, at * 31 % 1_000));
    let (first, _) = explain(20_000, &line);
    let (second, _) = explain(20_000, &line);
    assert_eq!(first, second);
}
