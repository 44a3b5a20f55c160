//! `<port-traffic>`: lines are explained, on every published form, and nothing of them leaves the page.

mod captures;
mod explain;
mod hostile;
mod page;
mod worker;

use acceptance::{Browser, in_every_browser};
use captures::{
    a_dropped_capture_is_explained, captures_are_read, captures_are_read_in_the_zip,
    the_one_file_says_where_captures_are_read,
};
use explain::{
    a_stream_that_fails_says_so, everything_is_read_from_strings_blobs_files_and_streams,
    flows_are_those_of_the_contract, it_can_be_aborted, overlays_are_known, wrong_arguments_are_refused,
};
use hostile::{a_line_without_end, hostile_lines_are_text, nothing_leaves_the_page, the_strictest_policy};
use page::{
    a_kind_opens_with_answers_and_lines, a_line_in_the_search_field_is_explained, a_pasted_log_is_explained,
    a_removed_element_keeps_its_text, filters_and_search_narrow_the_kinds, it_works_in_the_one_file,
    it_works_in_the_zip, lines_without_ports_are_counted, reports_are_saved_with_stand_ins,
    several_files_keep_their_names,
};
use worker::{
    a_large_input_is_read_in_a_worker, a_script_with_a_policy_of_its_own, a_worker_that_traps_is_replaced,
    errors_of_large_inputs_are_the_same, policies_that_forbid_a_worker, the_pages_elements_share_a_worker,
    the_site_reads_in_a_worker, what_is_aborted_lets_others_go_on, workers_that_do_not_start,
};

in_every_browser!(
    a_pasted_log_is_explained,
    a_kind_opens_with_answers_and_lines,
    filters_and_search_narrow_the_kinds,
    several_files_keep_their_names,
    lines_without_ports_are_counted,
    reports_are_saved_with_stand_ins,
    a_removed_element_keeps_its_text,
    a_line_in_the_search_field_is_explained,
    it_works_in_the_zip,
    it_works_in_the_one_file,
    captures_are_read,
    a_dropped_capture_is_explained,
    captures_are_read_in_the_zip,
    the_one_file_says_where_captures_are_read,
    flows_are_those_of_the_contract,
    everything_is_read_from_strings_blobs_files_and_streams,
    it_can_be_aborted,
    wrong_arguments_are_refused,
    a_stream_that_fails_says_so,
    overlays_are_known,
    hostile_lines_are_text,
    a_line_without_end,
    nothing_leaves_the_page,
    the_strictest_policy,
    a_large_input_is_read_in_a_worker,
    the_pages_elements_share_a_worker,
    policies_that_forbid_a_worker,
    workers_that_do_not_start,
    a_script_with_a_policy_of_its_own,
    a_worker_that_traps_is_replaced,
    errors_of_large_inputs_are_the_same,
    what_is_aborted_lets_others_go_on,
    the_site_reads_in_a_worker,
);

/// Twelve ports of one host, asked by another; an answer; two listeners; a line about nothing.
pub(crate) fn log() -> String {
    let mut lines: Vec<String> = (20..32)
        .map(|port| {
            format!(
                "Nov 20 10:16:{port} fw1 kernel: DROP IN=eth0 OUT= SRC=203.0.113.99 DST=192.0.2.10 LEN=60 PROTO=TCP SPT=4{port:04} DPT={port} SYN URGP=0"
            )
        })
        .collect();
    lines.push("Nov 20 10:17:00 fw1 kernel: ACCEPT IN=eth0 OUT= SRC=198.51.100.7 DST=192.0.2.10 LEN=60 PROTO=TCP SPT=443 DPT=51000 ACK URGP=0".to_owned());
    lines.push(
        "tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:((\"sshd\",pid=1,fd=3))".to_owned(),
    );
    lines.push(
        "tcp   LISTEN 0      128        127.0.0.1:3306      0.0.0.0:*    users:((\"mysqld\",pid=2,fd=3))".to_owned(),
    );
    lines.push("nothing at all".to_owned());
    lines.join("\n") + "\n"
}

/// The text as a JavaScript expression.
pub(crate) fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

pub(crate) const ELEMENT: &str = "document.querySelector('port-traffic')";
/// What is in its shadow root.
pub(crate) const ROOT: &str = "document.querySelector('port-traffic').shadowRoot";

/// Puts a text into the field as a paste does, and waits for the report.
pub(crate) async fn paste(browser: &Browser, text: &str) {
    let script = format!(
        "const field = {ROOT}.querySelector('textarea');
         {ROOT}.querySelector('.headline')?.remove();
         field.value = {};
         field.dispatchEvent(new InputEvent('input', {{ inputType: 'insertFromPaste', bubbles: true, composed: true }}));",
        literal(text)
    );
    browser.run(&script).await;
    browser.until(&format!("{ROOT}.querySelector('.headline')")).await;
}

/// The texts of the elements that match, in order.
pub(crate) async fn texts(browser: &Browser, selector: &str) -> Vec<String> {
    browser.texts(ROOT, selector).await
}
