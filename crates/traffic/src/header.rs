//! What syslog, the kernel and the journal put before a message.

use crate::line::Line;
use crate::scan::{has, is_digits, strip_byte, word};
use crate::time;

/// Takes the header off. A line without one is its own body.
#[inline(never)]
pub(crate) fn strip(whole: &str) -> Line<'_> {
    let mut line = Line { whole, time: "", tag: "", body: whole.trim_ascii_start() };
    let had_priority = priority(&mut line.body);
    if let Some(rest) = line.body.strip_prefix("1 ") {
        let mut other = Line { body: rest, ..line };
        if rfc_5424(&mut other, had_priority) {
            return other;
        }
    }
    // Cisco's sequence number: `000123: *Mar  1 …`.
    let (first, rest) = word(line.body);
    if let Some(number) = first.strip_suffix(':')
        && is_digits(number)
    {
        line.body = rest;
    }
    if let Some((time, rest)) = time::leading(line.body) {
        (line.time, line.body) = (time, rest);
        host_and_tag(&mut line);
    } else if had_priority || first == "kernel:" || first.ends_with("]:") {
        // A line may have been cut before the name of the program: `haproxy[14389]: …`.
        host_and_tag(&mut line);
    }
    // The kernel's own clock: `[16571.459614]`.
    if line.body.starts_with('[')
        && let Some((time, rest)) = time::leading(line.body)
    {
        if line.time.is_empty() {
            line.time = time;
        }
        line.body = rest;
    }
    line
}

/// Without what a quoted line has before it in mail and chats: `> …`, `>> …`. A path of VOS (`>system>…`) stays, because no space follows.
pub(crate) fn without_quoting(text: &str) -> &str {
    let (mut unquoted, mut rest) = (text, text);
    while let Some(after) = strip_byte(rest, b'>') {
        rest = after;
        if let Some(after) = strip_byte(rest, b' ') {
            (unquoted, rest) = (after, after);
        }
    }
    // Mail has no space behind the sign of an empty line.
    if rest.is_empty() { rest } else { unquoted }
}

/// Without the name that `docker compose logs` puts before every line: `web-1  | …`.
pub(crate) fn without_container(text: &str) -> &str {
    let (name, rest) = word(text);
    match rest.strip_prefix("| ") {
        Some(message) if is_host(name) && !has(name, ":") => message,
        _ => text,
    }
}

/// A line whose first word is taken for the name of a host, which no tag follows.
pub(crate) fn without_host<'a>(line: &Line<'a>) -> Option<Line<'a>> {
    if line.time.is_empty() || !line.tag.is_empty() {
        return None;
    }
    let (_, body) = word(line.body);
    Some(Line { body, ..*line })
}

fn priority(body: &mut &str) -> bool {
    let Some(rest) = strip_byte(body, b'<') else { return false };
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return false;
    }
    match rest.get(digits..).and_then(|rest| strip_byte(rest, b'>')) {
        Some(rest) => {
            // ASA's `EMBLEM` form has a colon: `<166>:Nov 21 …`.
            *body = strip_byte(rest, b':').unwrap_or(rest).trim_ascii_start();
            true
        }
        None => false,
    }
}

/// `TIME HOST APP PROCID MSGID SD MSG`. Structured data stay in the body: some products put everything there.
/// Without a priority, which files often lack, the time must look like one of this kind.
fn rfc_5424(line: &mut Line<'_>, had_priority: bool) -> bool {
    let (time, rest) = match (time::leading(line.body), line.body.strip_prefix("- ")) {
        (Some(found), _) if had_priority || has(found.0, "T") => found,
        (None, Some(rest)) if had_priority => ("", rest),
        _ => return false,
    };
    line.time = time;
    let (_, rest) = word(rest);
    let (app, rest) = word(rest);
    let (_, rest) = word(rest);
    let (_, rest) = word(rest);
    line.tag = app;
    line.body = rest.strip_prefix("- ").unwrap_or_else(|| after_structured_data(rest));
    line.body = line.body.strip_prefix('\u{feff}').unwrap_or(line.body).trim_ascii_start();
    true
}

/// What follows `[meta sequenceId="1"]`, or all if nothing follows.
fn after_structured_data(text: &str) -> &str {
    let mut is_quoted = false;
    let mut is_escaped = false;
    let mut depth = 0;
    let end = text.bytes().position(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'[' if !is_quoted => depth += 1,
            b']' if !is_quoted => depth -= 1,
            _ => {}
        }
        // Elements follow one another without a space.
        depth == 0 && byte == b' ' && !is_quoted
    });
    let message = end.and_then(|end| text.get(end..)).unwrap_or_default().trim_ascii_start();
    if text.starts_with('[') && !message.is_empty() { message } else { text }
}

/// `host tag[1]: message`, `tag: message`.
fn host_and_tag(line: &mut Line<'_>) {
    let (first, rest) = word(line.body);
    if let Some(tag) = tag(first) {
        (line.tag, line.body) = (tag, rest);
        return;
    }
    let (second, after) = word(rest);
    if let Some(tag) = tag(second)
        && is_host(first)
    {
        (line.tag, line.body) = (tag, after);
    }
}

/// `sshd[812]:`, `kernel:`. Cisco's `%ASA-4-106023:` belongs to the message.
fn tag(word: &str) -> Option<&str> {
    let name = word.strip_suffix(':')?;
    let name = match name.strip_suffix(']') {
        Some(inside) => {
            let open = inside.bytes().position(|byte| byte == b'[')?;
            inside.get(open + 1..).filter(|pid| is_digits(pid))?;
            inside.get(..open)?
        }
        None => name,
    };
    let fits =
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'@'));
    (fits && !name.is_empty() && name.len() <= 64).then_some(name)
}

fn is_host(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'))
}

#[cfg(test)]
mod tests {
    use super::{strip, without_quoting};

    #[test]
    fn times() {
        for (line, time, tag, body) in [
            ("<166>:Nov 21 06:14:10 CET: %ASA-4-1: x", "Nov 21 06:14:10 CET", "", "%ASA-4-1: x"),
            ("2026-11-21 06:00:00 +0100 gw kernel: DROP: x", "2026-11-21 06:00:00 +0100", "kernel", "DROP: x"),
            ("Sat Nov 21 06:14:10 CET 2026 gw kernel: x", "Sat Nov 21 06:14:10 CET 2026", "kernel", "x"),
            ("Sat 2026-11-21 06:15:11 CET gw kernel: x", "Sat 2026-11-21 06:15:11 CET", "kernel", "x"),
        ] {
            let read = strip(line);
            assert_eq!((read.time, read.tag, read.body), (time, tag, body), "{line}");
        }
    }

    #[test]
    fn quoted_lines() {
        for (line, unquoted) in [
            ("> ESTAB 0 0", "ESTAB 0 0"),
            (">> ESTAB", "ESTAB"),
            ("> > ESTAB", "ESTAB"),
            (">  [1.5] x", " [1.5] x"),
            (">system>stcp 22", ">system>stcp 22"),
            ("> >system>stcp", ">system>stcp"),
            ("10.0.0.1.22 > 10.0.0.2.5", "10.0.0.1.22 > 10.0.0.2.5"),
            (">", ""),
            ("> >", ""),
            ("", ""),
        ] {
            assert_eq!(without_quoting(line), unquoted, "{line}");
        }
    }
}
