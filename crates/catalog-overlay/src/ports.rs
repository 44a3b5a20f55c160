//! The ports of an entry: `22`, `"6000-6063"` or `[[6000, 6063]]`.

use crate::characters::shown;
use crate::json::Node;
use crate::read::At;
use catalog::PortSpec;

const FORMS: &str = "22, \"6000-6063\" or [[6000, 6063]]";

/// Reads them; whatever is wrong is reported at their own place.
pub(crate) fn ports(at: &At<'_>) -> Option<PortSpec> {
    match read(at.node) {
        Ok(spec) => Some(spec),
        Err(message) => {
            at.wrong(message);
            None
        }
    }
}

/// One port.
pub(crate) fn port(at: &At<'_>) -> Option<u16> {
    let number = match at.node {
        Node::Number(number) => whole(*number),
        other => Err(format!("is {}, and must be a port number", other.kind())),
    };
    number.map_err(|message| at.wrong(message)).ok()
}

fn read(node: &Node) -> Result<PortSpec, String> {
    match node {
        Node::Number(only) => Ok(PortSpec::Single(whole(*only)?)),
        Node::Text(text) => match text.trim().split_once(['-', '–']) {
            None => Ok(PortSpec::Single(digits(text)?)),
            Some((first, last)) => range(digits(first)?, digits(last)?),
        },
        Node::List(items) => match items.as_slice() {
            [Node::List(pair)] => match pair.as_slice() {
                [Node::Number(first), Node::Number(last)] => match (whole(*first)?, whole(*last)?) {
                    (first, last) if first == last => Ok(PortSpec::Single(first)),
                    (first, last) => range(first, last),
                },
                _ => Err(format!("must be written as {FORMS}")),
            },
            [_, _, ..] => Err(format!("names several; an entry is about one port or one range: {FORMS}")),
            _ => Err(format!("must be written as {FORMS}")),
        },
        other => Err(format!("is {}, and must be written as {FORMS}", other.kind())),
    }
}

fn range(first: u16, last: u16) -> Result<PortSpec, String> {
    if first < last { Ok(PortSpec::Range { first, last }) } else { Err(format!("{first} is not below {last}")) }
}

fn digits(text: &str) -> Result<u16, String> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("`{}` is not a port number; write {FORMS}", shown(text)));
    }
    text.parse().map_err(|_| format!("{} is above 65535", shown(text)))
}

fn whole(number: f64) -> Result<u16, String> {
    let said = || shown(&number.to_string());
    if number < 0.0 {
        Err(format!("{} is below 0", said()))
    } else if number > f64::from(u16::MAX) {
        Err(format!("{} is above 65535", said()))
    } else if number.fract() != 0.0 {
        Err(format!("{} is not a whole number", said()))
    } else {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        Ok(number as u16)
    }
}
