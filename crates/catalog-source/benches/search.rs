//! Search on the real data, natively: making the index, and queries of every kind.

use catalog::{Filters, Index};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;

const QUERIES: [(&str, &str); 7] = [
    ("a port", "22/tcp"),
    ("inside a range", "27930"),
    ("a name", "samba"),
    ("a task", "windows file sharing"),
    ("a typing error", "telent"),
    ("nothing", "xyzzyplugh"),
    ("everything", ""),
];

fn benches(criterion: &mut Criterion) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let catalog = catalog_source::load(&data).unwrap_or_else(|report| panic!("{report}")).catalog;
    let bytes = catalog::encode(&catalog);
    criterion.bench_function("decode", |bencher| bencher.iter(|| catalog::decode(black_box(&bytes))));
    criterion.bench_function("index", |bencher| bencher.iter(|| Index::new(black_box(catalog.clone()))));
    let index = Index::new(catalog);
    for (name, query) in QUERIES {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| index.search(black_box(query), &Filters::default(), 20).total);
        });
    }
}

criterion_group!(search, benches);
criterion_main!(search);
