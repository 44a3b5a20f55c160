//! Every kind of mistake in a data file is named with its place and its remedy, all at once.

use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GOOD: &str = r#"+++
title = "SSH"
ports = 22
summary = "Encrypted login."
categories = ["login"]

[[use]]
role = "listens"
transport = ["tcp"]
releases = "15.1+"
product = ["S270"]
cites = ["doc:row"]
+++

The shell.

## Seen in traffic

Scanned often; see [80](port:80).
"#;

const WEB: &str = "+++\ntitle = \"Web\"\nports = 80\nsummary = \"Pages.\"\n\n[[use]]\nrole = \"listens\"\ncites = [\"doc:row\"]\n+++\n";

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
    write("register/iana.tsv", "# registry of 2026-09-17\n22\ttcp\tssh\tThe Secure Shell\n");
    write(
        "sources/doc.toml",
        "id = \"doc\"\ntitle = \"A document\"\nauthor = \"Somebody\"\nprovenance = \"vendor\"\n\n\
         [[item]]\nid = \"row\"\nkind = \"row\"\nplace = \"row 22\"\n",
    );
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
    assert_eq!(reference.register_date, "2026-09-17");
}

#[test]
fn keys() {
    check("summary", "sumary", "4:1", "unknown key `sumary`", "did you mean `summary`?");
    check("role =", "roll =", "8:1", "unknown key `roll`", "did you mean `role`?");
    check("title = \"SSH\"\n", "", "2:1", "`title` is missing", "name the service");
    check("\"SSH\"", "\"\"", "2:9", "`title` is empty", "name the service");
    check("\"SSH\"", "7", "2:9", "`title` must be a text in quotes", "");
    check("[\"tcp\"]", "\"tcp\"", "9:13", "`transport` must be a list of texts", "");
    check("cites = [\"doc:row\"]\n", "", "7:1", "`cites` is missing", "say where this comes from");
    let long = format!("summary = \"{}\"", "x".repeat(161));
    check("summary = \"Encrypted login.\"", &long, "4:11", "the summary is too long", "at most 160");
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
    check("\"S270\"", "\"S271\"", "11:12", "unknown product `S271`", "data/products.toml");
    check("\"login\"", "\"logins\"", "5:15", "unknown category `logins`", "did you mean `login`?");
    check("doc:row", "doc:rwo", "12:10", "unknown source item `doc:rwo`", "data/sources/doc.toml");
    check("doc:row", "book:row", "12:10", "unknown source `book`", "doc");
    check("\"listens\"", "\"listen\"", "8:8", "unknown role `listen`", "one of: listens, connects");
    check("\"tcp\"", "\"tpc\"", "9:14", "unknown transport `tpc`", "tcp? where it is inferred");
    check("15.1+", "15.x+", "10:12", "the releases cannot be read", "leave it out where the source is silent");
}

#[test]
fn prose() {
    check("port:80", "port:81", "19:20", "`port:81` links to nothing", "link an entry that exists");
    check(
        "cites",
        "note = \"See [81](port:81).\"\ncites",
        "12:13",
        "`port:81` links to nothing",
        "link an entry that exists",
    );
    check(
        "cites",
        "note = \"Unlike port 80.\"\ncites",
        "12:21",
        "port 80 is mentioned without a link",
        "[80](port:80)",
    );
    check("The shell.", "The <br> shell.", "15:5", "raw HTML", "goes into a code span");
    check("The shell.", "<div>shell</div>", "15:1", "raw HTML", "goes into a code span");
    check("The shell.", "![x](y.png)", "15:1", "an image", "say it in words");
    check("The shell.", "Unlike port 80.", "15:13", "port 80 is mentioned without a link", "write [80](port:80)");
    check("The shell.", "Unlike 80/tcp.", "15:8", "port 80 is mentioned without a link", "write [80](port:80)");
    check("Seen in traffic", "Seen", "17:1", "unknown or misplaced section `Seen`", "On Stratus VOS; Seen in traffic");
    check("[80](port:80)", "<port:80>", "19:20", "a link that is not written out", "write [22](port:22)");
    check(
        "[80](port:80)",
        "[web][80]\n\n[80]: port:80",
        "19:20",
        "a link that is not written out",
        "write [22](port:22)",
    );
    check("[80](port:80)", "[web](80.html)", "19:20", "`80.html` is no link to a chapter", "[22](port:22)");
}

#[test]
fn files() {
    check("+++\ntitle", "---\ntitle", "1:1", "the header is missing", "begin the file with a line `+++`");
    check("\n+++\n\nThe", "\n\nThe", "1:1", "the header does not end", "close it with a line `+++`");
    check("title =", "title", "2:", "not TOML", "toml.io");
    check("title =", "title = =", "2:", "not TOML", "toml.io");
    check_file("ports/notes.txt", "", "ports/notes.txt", "is of another kind", "only .md files");
    let twice = "[[product]]\nid = \"S270\"\nname = \"A\"\n[[product]]\nid = \"S270\"\nname = \"B\"\n";
    check_file("products.toml", twice, "products.toml:5:6", "`S270` is used twice", "its own id");
    check_file("register/iana.tsv", "22\ttcp\n", "register/iana.tsv:1:1", "not a row of the register", "four columns");
    let html = "[[term]]\nid = \"a\"\nterm = \"A\"\nforms = []\ntext = \"<script>\"\n";
    check_file("glossary.toml", html, "glossary.toml:5:8", "raw HTML", "goes into a code span");
    let id = "[[category]]\nid = \"../x\"\ntitle = \"A\"\nsummary = \"B\"\n[[category]]\nid = \"login\"\ntitle = \"A\"\nsummary = \"B\"\n";
    check_file("categories.toml", id, "categories.toml:2:6", "`../x` is no id", "letters, digits and hyphens");
    let correction = "[[correction]]\nkind = \"lost\"\ncites = [\"doc:row\"]\nsaid = \"a\"\nsays = \"[b](port:9)\"\ncertainty = \"certain\"\nwhy = \"c\"\n";
    check_file("corrections.toml", correction, "corrections.toml:5:8", "`port:9` links to nothing", "link an entry");
    let term = "[[term]]\nid = \"a\"\nterm = \"A\"\nforms = []\ntext = \"See [9](port:9).\"\n";
    check_file("glossary.toml", term, "glossary.toml:5:8", "`port:9` links to nothing", "link an entry that exists");
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
    let other = "id = \"doc\"\ntitle = \"T\"\nauthor = \"A\"\nprovenance = \"vendor\"\n\
                 [[item]]\nid = \"row\"\nkind = \"row\"\nplace = \"row 22\"\n[[item]]\nid = \"other\"\nkind = \"row\"\nplace = \"p\"\n";
    write(folder.path(), "sources/doc.toml", other.as_bytes());
    let report = report(&folder);
    assert!(report.contains("nobody cites `doc:row`") && report.contains("data/sources/doc.toml:6:6"), "{report}");
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
    assert!(report(&folder).contains("data/ports/00022.md:19:20"), "{}", report(&folder));
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
