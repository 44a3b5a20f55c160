//! How much a search does at 6,000 entries, counted in allocations, which are the same on every machine: something
//! quadratic would need thousands of times as many.

use catalog::{
    Assigned, Catalog, Category, Entry, Filters, Index, Parts, PortSpec, Provenance, Register, Role, TextIndex,
    Transport, TransportSet, Use,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts what is asked for.
struct Counting;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator does the work.
#[expect(unsafe_code, reason = "an allocator is unsafe to write")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.fetch_add(1, Ordering::Relaxed);
        BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const ENTRIES: usize = 6_000;

/// Names that differ and share their beginnings, as registered ones do.
fn index() -> Index {
    let mut words = Vec::new();
    let entries = (0..ENTRIES).map(|at| {
        let port = u16::try_from(at).expect("a port") * 10;
        let mut one = Use::new(Role::Listens, Provenance::Vendor);
        one.applications = vec![format!("serv{at}d")];
        words.push((u32::try_from(at).expect("small"), format!("prose{}", at % 500)));
        Entry {
            title: format!("Service {at}"),
            summary: "What it does.".into(),
            aliases: vec![format!("alias{at}")],
            categories: vec!["login".into()],
            uses: vec![one],
            ..Entry::new(PortSpec::Single(port))
        }
    });
    let entries = entries.collect();
    let categories = vec![Category { id: "login".into(), title: "Login".into(), summary: String::new() }];
    let parts = Parts { entries, products: Vec::new(), categories, pages: Vec::new(), text: TextIndex::new(words) };
    Index::new(Catalog::new(parts).expect("valid"))
}

/// One test, because a second would allocate at the same time.
#[test]
fn a_search_does_no_more_than_it_must() {
    let index = index();
    for query in [
        "",
        "120",
        "1",
        "service",
        "s",
        "alias59",
        "serviec 120",
        "login alias7",
        "1-60000",
        "what is port 120",
        "nothingofthekind",
        "alias7 alias8 alias9",
        "20,30,40,50",
        "Nov 21 10:02:11 fw SRC=203.0.113.5 DST=198.51.100.7 PROTO=UDP SPT=4500 DPT=120",
    ] {
        let (calls, bytes) = (CALLS.load(Ordering::Relaxed), BYTES.load(Ordering::Relaxed));
        let results = index.search(query, &Filters::default(), 20);
        let total = results.total;
        drop(results);
        let (calls, bytes) = (CALLS.load(Ordering::Relaxed) - calls, BYTES.load(Ordering::Relaxed) - bytes);
        println!("{query}: {total} found, {calls} allocations, {bytes} bytes");
        // A few for each entry, and for each term a table of all entries.
        assert!(calls < 3 * ENTRIES, "{query}: {calls} allocations");
        assert!(bytes < 1_000 * ENTRIES, "{query}: {bytes} bytes");
    }
    // The longest query that the element asks for.
    let long = (0..300).map(|at| format!("alias{at}")).collect::<Vec<_>>().join(" ");
    let (calls, bytes) = (CALLS.load(Ordering::Relaxed), BYTES.load(Ordering::Relaxed));
    index.search(&long, &Filters::default(), 20);
    let (calls, bytes) = (CALLS.load(Ordering::Relaxed) - calls, BYTES.load(Ordering::Relaxed) - bytes);
    println!("long: {calls} allocations, {bytes} bytes");
    assert!(calls < 5 * ENTRIES && bytes < 4_000 * ENTRIES, "{calls} allocations, {bytes} bytes");

    a_search_of_the_register_does_as_much_at_ten_times_its_size();
}

/// Rows of made-up names; `rare` is in ten of them.
fn register(rows: usize) -> Register {
    let mut transports = TransportSet::default();
    transports.insert(Transport::Tcp);
    let row = |at: usize| {
        let port = u16::try_from(at % 60_000 + 1_000).expect("a port");
        let name = if at.is_multiple_of(rows / 10) { format!("rare-{at}") } else { format!("name{at}-common") };
        Assigned { first: port, last: port, transports, name, description: format!("Service {} of them", at % 977) }
    };
    Register::new(&(0..rows).map(row).collect::<Vec<_>>(), Vec::new())
}

fn a_search_of_the_register_does_as_much_at_ten_times_its_size() {
    let count = |rows: usize, query: &str| {
        let index = Index::new(Catalog::new(Parts::default()).expect("valid"));
        index.set_register(&std::sync::Arc::new(register(rows)));
        index.search(query, &Filters::default(), 1);
        let (calls, bytes) = (CALLS.load(Ordering::Relaxed), BYTES.load(Ordering::Relaxed));
        let total = index.search(query, &Filters::default(), 1).total;
        let (calls, bytes) = (CALLS.load(Ordering::Relaxed) - calls, BYTES.load(Ordering::Relaxed) - bytes);
        println!("{query} in {rows} rows: {total} found, {calls} allocations, {bytes} bytes");
        (calls, bytes)
    };
    for query in ["rare", "rare-0", "1234", "name77 common", "rare nothing", "nothingofthekind", "namee77"] {
        let ((calls, bytes), (more_calls, more_bytes)) = (count(6_000, query), count(60_000, query));
        assert!(more_calls <= calls + 100, "{query}: {calls} allocations, then {more_calls}");
        // For each row the six bytes in which its matches are counted: to find rows, and to learn whether a code is known.
        assert!(more_bytes <= bytes + 20 * 54_000, "{query}: {bytes} bytes, then {more_bytes}");
    }
}
