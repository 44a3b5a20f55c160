//! The closed vocabularies that are part of the model: what a use does, who says so, what to do about it.

/// Declares an enum whose every value has a stable id (in data files, filters and URLs) and a label for readers.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $id:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$value_doc])* $value,)+ }

        impl $name {
            /// Every value, in the order in which readers see them.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The stable identifier, as data files and filters write it.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$value => $id),+ }
            }

            /// The words shown to readers.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$value => $label),+ }
            }

            /// The ids and labels of all of them, in the same order.
            pub(crate) const IDS_AND_LABELS: &'static [(&'static str, &'static str)] = &[$(($id, $label)),+];

            /// The value with this id, if there is one.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$value),)+ _ => None }
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// What a use does with the port.
    Role {
        /// A server waits for connections or datagrams here.
        Listens = "listens", "listens";
        /// A client connects to this port on another host.
        Connects = "connects", "connects to";
        /// Packets leave from this port.
        Sends = "sends", "sends from";
        /// The system hands out source ports from this range.
        Ephemeral = "ephemeral", "ephemeral";
        /// Seen as the destination in a firewall log.
        SeenDestination = "seen-destination", "seen as destination";
        /// Seen as the source in a firewall log.
        SeenSource = "seen-source", "seen as source";
        /// The range is one of the classes that all ports are divided into.
        Class = "class", "port class";
        /// IANA has assigned the port to a service, whether or not it is used.
        Assigned = "assigned", "assigned by IANA";
    }
}

vocabulary! {
    /// The kind of source.
    Provenance {
        /// A document of today: a standard, an advisory, or a product's own documentation.
        Documented = "documented", "documents of today";
        /// A vendor's document.
        Vendor = "vendor", "vendor";
        /// Traffic that somebody observed.
        Seen = "seen", "seen in traffic";
        /// IANA's register.
        Registered = "registered", "IANA register";
        /// An overlay: an organisation about its own network.
        Own = "own", "own entries";
    }
}

vocabulary! {
    /// What a source advises a firewall, or the system behind it, to do.
    Action {
        /// Let it pass.
        Allow = "allow", "Allow";
        /// Let it pass for some only.
        Restrict = "restrict", "Restrict";
        /// Do not let it pass, and tell the sender so.
        Reject = "reject", "Reject";
        /// Do not let it pass.
        Block = "block", "Block";
        /// Do not run the service.
        Disable = "disable", "Disable";
    }
}

vocabulary! {
    /// Who should be able to reach a port.
    Exposure {
        /// Anybody: a public service.
        Internet = "internet", "meant for the internet";
        /// Hosts that a rule names.
        NamedHosts = "named-hosts", "only for named hosts";
        /// The organisation's own network.
        Inside = "inside", "inside only";
        /// Programs on the same machine.
        ThisMachine = "this-machine", "this machine only";
        /// Nobody.
        Nobody = "nobody", "nothing legitimate uses it any more";
    }
}

vocabulary! {
    /// The three classes of port numbers (RFC 6335, section 6).
    PortClass {
        /// System ports.
        WellKnown = "well-known", "Well-known";
        /// User ports.
        Registered = "registered", "Registered";
        /// Private ports.
        Dynamic = "dynamic", "Dynamic";
    }
}

impl PortClass {
    /// The class a port number belongs to (RFC 6335, section 6).
    pub const fn of(port: u16) -> Self {
        match port {
            0..=1023 => Self::WellKnown,
            1024..=49151 => Self::Registered,
            _ => Self::Dynamic,
        }
    }

    /// First and last port of the class.
    pub const fn range(self) -> (u16, u16) {
        match self {
            Self::WellKnown => (0, 1023),
            Self::Registered => (1024, 49151),
            Self::Dynamic => (49152, 65535),
        }
    }
}
