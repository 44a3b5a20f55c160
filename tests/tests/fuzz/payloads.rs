//! Texts that run code or change the page wherever text becomes markup: what carries the code, and what comes before it so that
//! a parser reads it as markup. The kinds are those that sanitisers are tested with. `hurt=1` would set `window.hurt`.

/// What carries the code.
const CARRIERS: [&str; 20] = [
    "<img src=x onerror=hurt=1>",
    "<svg onload=hurt=1>",
    "<script>hurt=1</script>",
    "<svg><script>hurt=1</script></svg>",
    "<iframe srcdoc='<script>parent.hurt=1</script>'>",
    "<a href=javascript:hurt=1>x</a>",
    "<details open ontoggle=hurt=1>x</details>",
    "<object data=javascript:hurt=1>",
    "<input autofocus onfocus=hurt=1>",
    "<video><source onerror=hurt=1></video>",
    "<style>@import 'javascript:hurt=1';*{display:none}</style>",
    "<form id=x><button formaction=javascript:hurt=1>x</button></form>",
    "<math><mi xlink:href=javascript:hurt=1>x</mi></math>",
    "<svg><animate onbegin=hurt=1 attributeName=x dur=1s></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=hurt=1>#x'></svg>",
    "<img name=currentScript><form name=body><input name=parentNode></form>",
    "<base href=//elsewhere.test/><link rel=stylesheet href=x>",
    "<marquee onstart=hurt=1>x</marquee>",
    "<template><img src=x onerror=hurt=1></template>",
    "<div style='background:url(javascript:hurt=1)' onclick=hurt=1>x</div>",
];

/// What comes before.
const BEFORE: [&str; 15] = [
    "",
    "\">",
    "'>",
    "</title></textarea></style></script>",
    "<!--><!-- --!>",
    "<![CDATA[ ]]>",
    "<noscript><p title='</noscript>",
    "<svg></p><style><a id='</style>",
    "<math><mtext><table><mglyph><style><!--</style>",
    "<form><math><mtext></form><form><mglyph><style></math>",
    "<select><template><style></select>",
    "<xmp><plaintext><listing>",
    "&lt;b&gt;&#60;",
    "\\x3c\\u003c%3C",
    "{{7*7}}${7*7}<%=7*7%>",
];

/// Addresses that are code, in the ways they are hidden.
const ADDRESSES: [&str; 24] = [
    "javascript:hurt=1",
    "JAVASCRIPT:hurt=1",
    " javascript:hurt=1",
    "\tjavascript:hurt=1",
    "java\nscript:hurt=1",
    "java\r\nscript:hurt=1",
    "\u{1}javascript:hurt=1",
    "\u{a0}javascript:hurt=1",
    "javascript\t:hurt=1",
    "javascript&colon;hurt=1",
    "javascript&#58;hurt=1",
    "javascript%3Ahurt=1",
    "//elsewhere.test/x",
    "javascript://x/%0Ahurt=1",
    "data:text/html,<script>hurt=1</script>",
    "data:text/html;base64,PHNjcmlwdD5odXJ0PTE8L3NjcmlwdD4=",
    "vbscript:hurt=1",
    "livescript:hurt=1",
    "feed:javascript:hurt=1",
    "view-source:javascript:hurt=1",
    "blob:null/hurt=1",
    "filesystem:null/hurt=1",
    "\\\\elsewhere.test\\x",
    "ｊavascript:hurt=1",
];

/// Every carrier after every beginning, and the addresses.
pub(crate) fn payloads() -> Vec<String> {
    let markup = BEFORE.iter().flat_map(|before| CARRIERS.map(|carrier| format!("{before}{carrier}")));
    markup.chain(ADDRESSES.map(str::to_owned)).collect()
}
