//! The key `ports` of an entry: one port, a range, or a range that depends on a setting.

use crate::reader::{At, Context, Table, as_number, inline};
use catalog::PortSpec;
use std::ops::Range;
use toml::de::DeValue;

const FORMS: &str =
    "write 22, \"6970-7170\", or { first = 3000, factor = 2, parameter = \"max_open_server\", at_most = 3999 }";

/// Reads `ports`, and reports mistakes in it.
pub(crate) fn read(entry: &Table<'_>) -> Option<At<PortSpec>> {
    let Some(value) = entry.value("ports") else {
        entry.missing("ports", FORMS);
        return None;
    };
    let context = entry.context;
    let spec = match value.value {
        DeValue::Integer(_) => as_number(value.value).and_then(|n| port(n, &value.span, context)).map(PortSpec::Single),
        DeValue::String(text) => read_text(text, &value.span, context),
        DeValue::Table(_) => inline(&value, context).and_then(read_parameterised),
        _ => {
            context.error(value.span.clone(), "`ports` cannot be read", "this is neither", FORMS);
            None
        }
    };
    spec.map(|spec| At { value: spec, span: value.span })
}

/// A number as a port; others are reported.
pub(crate) fn port(number: i64, span: &Range<usize>, context: Context<'_>) -> Option<u16> {
    let port = u16::try_from(number).ok();
    if port.is_none() {
        let wrong = if number < 0 { "below 0" } else { "above 65535" };
        let shown = context.file.text.get(span.clone()).filter(|_| number == i64::MAX || number == i64::MIN);
        let shown = shown.map_or_else(|| number.to_string(), str::to_owned);
        context.error(span.clone(), format!("{shown} is no port"), wrong, "ports run from 0 to 65535");
    }
    port
}

fn read_text(text: &str, span: &Range<usize>, context: Context<'_>) -> Option<PortSpec> {
    let number = |part: &str| part.trim().parse::<i64>().ok().filter(|_| !part.contains('+'));
    let parts: Vec<Option<i64>> = text.split(['-', '–']).map(number).collect();
    let range = match parts[..] {
        [Some(single)] => {
            context.error(
                span.clone(),
                "one port is written without quotes",
                "a text",
                format!("write ports = {single}"),
            );
            return None;
        }
        [Some(first), Some(last)] => (port(first, span, context), port(last, span, context)),
        _ => {
            context.error(span.clone(), format!("`{text}` is no range of ports"), "cannot be read", FORMS);
            return None;
        }
    };
    let (Some(first), Some(last)) = range else { return None };
    if first >= last {
        let remedy = if first == last { format!("write ports = {first}") } else { format!("write \"{last}-{first}\"") };
        let wrong = if first == last { "one port, not a range" } else { "it ends before it begins" };
        context.error(span.clone(), format!("the range {first}-{last} is reversed or empty"), wrong, remedy);
        return None;
    }
    Some(PortSpec::Range { first, last })
}

fn read_parameterised(table: Table<'_>) -> Option<PortSpec> {
    let context = table.context;
    let number = |key: &'static str| {
        let number = table.number(key);
        if number.is_none() && table.value(key).is_none() {
            table.missing(key, FORMS);
        }
        number.and_then(|number| port(number.value, &number.span, context))
    };
    let (first, factor, at_most) = (number("first"), number("factor"), number("at_most"));
    let parameter = table.required("parameter", FORMS);
    let span = table.span.clone();
    table.finish();
    let (first, factor, at_most, parameter) = (first?, factor?, at_most?, parameter?.value);
    if factor == 0 || first >= at_most {
        context.error(span, "the range is empty", "`first` must be below `at_most`, `factor` above 0", FORMS);
        return None;
    }
    Some(PortSpec::Parameterised { first, factor, parameter, at_most })
}
