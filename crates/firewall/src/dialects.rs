//! What each firewall is told, one file for each.

mod aws;
mod cisco_ios;
mod firewalld;
mod iptables;
mod nftables;
mod pf;
mod terraform;
mod ufw;
mod windows;

use crate::{Outline, Planned};
use catalog::{append, concat};

/// A firewall, and the form of its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// nftables: a table of its own.
    Nftables,
    /// iptables and ip6tables: chains of their own, as the restore commands read them.
    Iptables,
    /// firewalld: services and rich rules.
    Firewalld,
    /// ufw: application profiles and commands.
    Ufw,
    /// Windows: `New-NetFirewallRule`.
    Windows,
    /// Cisco IOS: extended access lists.
    CiscoIos,
    /// pf: an anchor.
    Pf,
    /// AWS: the permissions of a security group, as JSON.
    Aws,
    /// Terraform: a security group of AWS.
    Terraform,
}

/// What is loaded, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files.
    pub files: Vec<File>,
    /// Commands that try the rules without using them.
    pub test: Vec<String>,
    /// Commands that use the rules.
    pub load: Vec<String>,
    /// Commands that take them back.
    pub undo: Vec<String>,
    /// What somebody has to know first.
    pub remarks: Vec<String>,
}

/// A file for a firewall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, as the commands have it.
    pub name: String,
    /// Its content. Where the format has comments, the first file begins with the commands and remarks.
    pub text: String,
}

impl Dialect {
    /// All of them, in the order in which readers see them.
    pub const ALL: &'static [Self] = &[
        Self::Nftables,
        Self::Iptables,
        Self::Firewalld,
        Self::Ufw,
        Self::Windows,
        Self::CiscoIos,
        Self::Pf,
        Self::Aws,
        Self::Terraform,
    ];

    /// As plans write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nftables => "nftables",
            Self::Iptables => "iptables",
            Self::Firewalld => "firewalld",
            Self::Ufw => "ufw",
            Self::Windows => "windows",
            Self::CiscoIos => "cisco-ios",
            Self::Pf => "pf",
            Self::Aws => "aws",
            Self::Terraform => "terraform",
        }
    }

    /// As readers see it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Nftables => "nftables",
            Self::Iptables => "iptables and ip6tables",
            Self::Firewalld => "firewalld",
            Self::Ufw => "ufw",
            Self::Windows => "Windows Firewall",
            Self::CiscoIos => "Cisco IOS access lists",
            Self::Pf => "pf",
            Self::Aws => "AWS security group",
            Self::Terraform => "Terraform for AWS",
        }
    }

    /// The dialect with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }

    /// The rules. The same plan gives the same bytes.
    pub fn write(self, planned: &Planned) -> Written {
        self.write_outline(&Outline::of(planned))
    }

    /// The rules of an outline.
    pub fn write_outline(self, outline: &Outline) -> Written {
        let mut written = match self {
            Self::Nftables => nftables::write(outline),
            Self::Iptables => iptables::write(outline),
            Self::Firewalld => firewalld::write(outline),
            Self::Ufw => ufw::write(outline),
            Self::Windows => windows::write(outline),
            Self::CiscoIos => cisco_ios::write(outline),
            Self::Pf => pf::write(outline),
            Self::Aws => aws::write(outline),
            Self::Terraform => terraform::write(outline),
        };
        if outline.has_open {
            written.remarks.push("The plan has open questions: what they are about has no rule yet.".to_owned());
        }
        if let Some(sign) = self.comment_sign() {
            let head = written.head(sign);
            if let Some(file) = written.files.first_mut() {
                file.text = concat(&[&head, &file.text]);
            }
        }
        written
    }

    /// What begins a comment in the files; `None` where the format has none.
    const fn comment_sign(self) -> Option<&'static str> {
        match self {
            Self::Firewalld | Self::Aws => None,
            Self::CiscoIos => Some("! "),
            _ => Some("# "),
        }
    }
}

impl Written {
    /// All files as one text; where there are several, each after its name, and commands first.
    pub fn text(&self) -> String {
        if let [file] = &*self.files
            && file.text.starts_with(['#', '!'])
        {
            return file.text.clone();
        }
        let head = self.head("# ");
        let mut text = head.clone();
        for file in &self.files {
            let content = file.text.strip_prefix(&*head).unwrap_or(&file.text);
            append(&mut text, &["# file: ", &file.name, "\n", content]);
        }
        text
    }

    fn file(&mut self, name: &str, text: String) {
        self.files.push(File { name: name.to_owned(), text });
    }

    fn head(&self, sign: &str) -> String {
        let mut text = String::new();
        for (title, lines) in
            [("Test", &self.test), ("Load", &self.load), ("Undo", &self.undo), ("Note", &self.remarks)]
        {
            for line in lines {
                append(&mut text, &[sign, title, ": ", line, "\n"]);
            }
        }
        text
    }
}

/// For firewalls where loading adds to what is there.
const UNDO_FIRST: &str =
    "Loading replaces no other plan: undo one that was loaded before first, by the commands that came with it.";

/// What one says of a rule that a dialect has no words for.
fn left_out(rule: &crate::rules::Rule, why: &str) -> String {
    concat(&["Left out: ", &rule.service().text("-"), "/", rule.transport.id(), ", because ", why, "."])
}
