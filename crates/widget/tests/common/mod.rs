//! A small catalog, and a widget mounted as the element's class does it.
#![allow(dead_code, reason = "each test file uses a part of it")]

use catalog::{
    Action, Advice, Catalog, Category, Entry, Exposure, Heading, Page, Parts, PortSpec, Product, Provenance, Role,
    TextIndex, Transport, Transports, Use, encode, encode_apart,
};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, EventTarget, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit, ShadowRoot,
    ShadowRootInit, ShadowRootMode,
};
use widget::{Mounted, Reference};

/// What must be shown as it is.
pub(crate) const HOSTILE: &str = "<img src=x onerror=\"document.title='hacked'\"> & “quotes”";

pub(crate) fn reference() -> Reference {
    reference_of(&sample(Vec::new()))
}

/// With an entry about a class of ports, in which most ports are.
fn reference_with_class() -> Reference {
    let mut class = entry(1024, "Registered ports", "Ports that IANA registers.");
    class.ports = PortSpec::Range { first: 1024, last: 49151 };
    reference_of(&sample(vec![class]))
}

/// As if the register could not be loaded: while it may come, no word is called unknown.
fn without_register() {
    Reference::set_register(None).map_err(|_| "nothing is read").unwrap();
}

fn reference_of(sample: &Catalog) -> Reference {
    without_register();
    Reference::new(&encode(sample), false).map_err(|_| "the sample is sound").unwrap()
}

/// A reference to the first file of the sample, the file, and its words.
pub(crate) fn apart() -> (Reference, Vec<u8>, Vec<u8>) {
    without_register();
    let mut parts = sample(Vec::new()).into_parts();
    parts.text = TextIndex::new([(1, "handshake".to_owned()), (2, "login".to_owned())]);
    let (first, words) = encode_apart(&Catalog::new(parts).expect("the sample is sound"));
    let reference = Reference::new(&first, true).map_err(|_| "the sample is sound").unwrap();
    (reference, first, words)
}

fn sample(more: Vec<Entry>) -> Catalog {
    let mut ssh = entry(22, "SSH", "Encrypted login and file copy.");
    ssh.aliases = vec!["Secure Shell".into()];
    ssh.categories = vec!["login".into()];
    ssh.uses =
        vec![listens(Transport::Tcp, Some("15.0+"), &["S270"]), listens(Transport::Tcp, Some("Before 15.0"), &[])];
    let mut telnet = entry(23, "Telnet", "Login in clear text.");
    telnet.categories = vec!["login".into()];
    telnet.exposure = Some(Exposure::Nobody);
    telnet.advice = vec![Advice {
        action: Action::Block,
        to: None,
        when: None,
        reason: String::new(),
        exception: None,
        transports: [].into_iter().collect(),
        cites: Vec::new(),
    }];
    telnet.uses = vec![listens(Transport::Tcp, None, &[])];
    let mut hostile = entry(666, HOSTILE, HOSTILE);
    hostile.aliases = vec![HOSTILE.into()];
    hostile.uses =
        vec![Use { role: Role::SeenDestination, provenance: Provenance::Seen, ..listens(Transport::Udp, None, &[]) }];
    let mut netbios = entry(137, "NetBIOS name service", "Names for Windows file sharing.");
    netbios.tasks = vec!["windows file sharing".into()];
    netbios.uses = vec![listens(Transport::Udp, Some("14.7+"), &["S270"])];
    let mut quake = entry(27910, "Quake", "A game.");
    quake.ports = PortSpec::Range { first: 27910, last: 27961 };
    let mut entries = vec![ssh, telnet, netbios, hostile];
    entries.extend(more);
    entries.push(quake);
    let parts = Parts {
        entries,
        products: vec![Product { id: "S270".into(), name: "OpenSSL <for> VOS".into() }],
        categories: vec![Category { id: "login".into(), title: "Remote login".into(), summary: String::new() }],
        pages: vec![Page {
            title: "How to read a chapter".into(),
            href: "reading.html".into(),
            headings: vec![Heading { title: "Provenance explained".into(), anchor: "provenance".into() }],
        }],
        text: TextIndex::default(),
    };
    Catalog::new(parts).expect("the sample is sound")
}

fn entry(port: u16, title: &str, summary: &str) -> Entry {
    Entry {
        title: title.into(),
        summary: summary.into(),
        uses: vec![listens(Transport::Udp, None, &[])],
        ..Entry::new(PortSpec::Single(port))
    }
}

fn listens(transport: Transport, releases: Option<&str>, products: &[&str]) -> Use {
    Use {
        role: Role::Listens,
        transports: Transports { said: [transport].into_iter().collect(), inferred: [].into_iter().collect() },
        provenance: Provenance::Vendor,
        applications: Vec::new(),
        programs: Vec::new(),
        protocol: None,
        releases: releases.map(|text| text.parse().expect("releases that can be read")),
        products: products.iter().map(|id| (*id).into()).collect(),
        product_note: None,
        peer: None,
        port_note: None,
        note: None,
        cites: Vec::new(),
    }
}

/// A host with a field in its shadow root, and a widget mounted in it.
pub(crate) struct Demo {
    pub(crate) host: HtmlElement,
    pub(crate) root: ShadowRoot,
    pub(crate) input: HtmlInputElement,
    pub(crate) mounted: Mounted,
}

/// How a widget is mounted.
#[derive(Default)]
pub(crate) struct How {
    pub(crate) compact: bool,
    pub(crate) url_param: Option<&'static str>,
    pub(crate) limit: Option<u32>,
    pub(crate) typed: &'static str,
    /// With an entry about a class of ports.
    pub(crate) class: bool,
}

pub(crate) fn mount(how: &How) -> Demo {
    mount_in(&if how.class { reference_with_class() } else { reference() }, how)
}

pub(crate) fn mount_in(reference: &Reference, how: &How) -> Demo {
    let document = web_sys::window().unwrap().document().unwrap();
    let make = |tag: &str| document.create_element(tag).unwrap();
    let host: HtmlElement = make("div").unchecked_into();
    document.body().unwrap().append_child(&host).unwrap();
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    let place = make("div");
    let input: HtmlInputElement = make("input").unchecked_into();
    input.set_value(how.typed);
    place.append_child(&input).unwrap();
    root.append_child(&place).unwrap();
    let options = object(&[
        ("limit", how.limit.unwrap_or(20).into()),
        ("base", "/book/".into()),
        ("compact", how.compact.into()),
        ("urlParam", how.url_param.map_or(JsValue::UNDEFINED, JsValue::from)),
        ("filters", JsValue::UNDEFINED),
    ]);
    let mounted = reference.mount(host.clone(), &place, input.clone(), options.unchecked_ref());
    Demo { host, root, input, mounted }
}

impl Demo {
    /// Types as somebody would: the whole text at once.
    pub(crate) fn type_text(&self, text: &str) {
        self.input.set_value(text);
        fire(&self.input, "input");
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).filter_map(|at| found.get(at)).map(JsCast::unchecked_into).collect()
    }

    pub(crate) fn one(&self, selector: &str) -> HtmlElement {
        self.all(selector).into_iter().next().unwrap_or_else(|| panic!("there is no {selector}"))
    }

    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| element.text_content().unwrap()).collect()
    }

    pub(crate) fn titles(&self) -> Vec<String> {
        self.texts(".title")
    }

    /// Unfolds the filters; the browser tells of it later, so this tells at once.
    pub(crate) fn unfold(&self) {
        let details = self.one("details");
        details.set_attribute("open", "").unwrap();
        fire(&details, "toggle");
    }

    /// The checkbox of a filter's value, by the words beside it.
    pub(crate) fn checkbox(&self, name: &str) -> HtmlInputElement {
        let label = self.all(".value").into_iter().find(|label| label.text_content().unwrap().starts_with(name));
        label.unwrap().query_selector("input").unwrap().unwrap().unchecked_into()
    }

    /// Presses a key where the focus is; whether the widget left it to the browser.
    pub(crate) fn press(&self, key: &str) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.focused().unwrap().dispatch_event(&event).unwrap()
    }

    pub(crate) fn focused(&self) -> Option<Element> {
        self.root.active_element()
    }

    pub(crate) fn is_in_field(&self) -> bool {
        self.focused().as_ref() == Some(self.input.as_ref())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.mounted.destroy();
        self.host.remove();
    }
}

pub(crate) fn fire(target: &EventTarget, kind: &str) {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    target.dispatch_event(&Event::new_with_event_init_dict(kind, &init).unwrap()).unwrap();
}

pub(crate) fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object
}

pub(crate) fn get(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap())
}

pub(crate) fn strings(list: &JsValue) -> Vec<String> {
    list.unchecked_ref::<Array>().iter().map(|item| item.as_string().unwrap()).collect()
}

/// As JSON, to compare with.
pub(crate) fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).unwrap().into()
}
