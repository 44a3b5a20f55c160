//! Writes lines of every format from what they are to say.

#![allow(dead_code, reason = "no test uses all of it")]

use super::random::Random;

/// What a line is to say.
#[derive(Clone, Debug)]
pub(crate) struct Traffic {
    pub(crate) is_v6: bool,
    pub(crate) is_tcp: bool,
    pub(crate) source: (String, u16),
    pub(crate) destination: (String, u16),
    pub(crate) denied: bool,
}

impl Traffic {
    pub(crate) fn any(random: &mut Random) -> Self {
        let is_v6 = random.below(2) == 0;
        Self {
            is_v6,
            is_tcp: random.below(2) == 0,
            source: (random.address(is_v6), random.port()),
            destination: (random.address(is_v6), random.port()),
            denied: random.below(2) == 0,
        }
    }

    fn pick<'a>(&self, denied: &'a str, allowed: &'a str) -> &'a str {
        if self.denied { denied } else { allowed }
    }

    fn proto(&self) -> &'static str {
        if self.is_tcp { "tcp" } else { "udp" }
    }

    fn upper(&self) -> &'static str {
        if self.is_tcp { "TCP" } else { "UDP" }
    }

    fn number(&self) -> u8 {
        if self.is_tcp { 6 } else { 17 }
    }

    /// `192.0.2.1:80`, `[2001:db8::1]:80`.
    fn colon((address, port): &(String, u16)) -> String {
        if address.contains(':') { format!("[{address}]:{port}") } else { format!("{address}:{port}") }
    }
}

/// Which fields a format has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Has {
    Both,
    Destination,
    DestinationPort,
    Source,
}

/// Format, what it has, the outcome if it is always the same, and the writer.
type Writer = (&'static str, Has, Option<&'static str>, fn(&Traffic, &mut Random) -> String);

/// A header as syslog, the kernel or nothing writes it; formats that are found anywhere in a line may have any.
fn header(random: &mut Random, tag: &str) -> String {
    match random.below(5) {
        0 => format!("Nov 20 10:15:02 host {tag}: "),
        1 => format!("<134>Nov  2 10:15:02 host {tag}[12]: "),
        2 => format!("2026-11-20T10:15:05.120934+00:00 host {tag}: "),
        3 => format!("<134>1 2026-11-20T10:18:14.578288-05:00 host.example.com {tag} 7 - - "),
        _ => String::new(),
    }
}

pub(crate) const WRITERS: [Writer; 58] = [
    ("iptables", Has::Both, None, |t, r| {
        let prefix =
            t.pick(r.one_of(&["DROP: ", "fw-drop ", "[wan-in-default-D]"]), r.one_of(&["ACCEPT ", "[lan-10-A]"]));
        let kernel = r.one_of(&["", "[16571.459614] "]);
        format!(
            "{}{kernel}{prefix}IN=eth0 OUT= MAC=00:00:5e:00:53:01:08:00 SRC={} DST={} LEN=60 TTL=52 ID=5 DF PROTO={} SPT={} DPT={} WINDOW=1 SYN",
            header(r, "kernel"),
            t.source.0,
            t.destination.0,
            t.upper(),
            t.source.1,
            t.destination.1
        )
    }),
    ("ufw", Has::Both, None, |t, r| {
        format!(
            "{}[UFW {}] IN= OUT=wlan0 SRC={} DST={} LEN=86 PROTO={} SPT={} DPT={} LEN=46 ",
            header(r, "kernel"),
            t.pick("BLOCK", "ALLOW"),
            t.source.0,
            t.destination.0,
            t.upper(),
            t.source.1,
            t.destination.1
        )
    }),
    ("cisco_asa", Has::Both, Some("deny"), |t, r| {
        format!(
            "{}%ASA-4-106023: Deny {} src outside:{}/{} dst inside:{}/{} by access-group \"in\" [0x0, 0x0]",
            header(r, "asa"),
            t.proto(),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1
        )
    }),
    ("cisco_asa", Has::Both, None, |t, r| {
        format!(
            "{}%ASA-6-106100: access-list in {} {} outside/{}({}) -> inside/{}({}) hit-cnt 1 first hit [0x2ce2e2a4, 0x0]",
            header(r, "asa"),
            t.pick("denied", "permitted"),
            t.proto(),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1
        )
    }),
    ("cisco_asa", Has::Both, Some("allow"), |t, r| {
        let (way, a, b) = if r.below(2) == 0 {
            ("inbound", &t.source, &t.destination)
        } else {
            ("outbound", &t.destination, &t.source)
        };
        format!(
            "Nov 20 2026 10:19:56 asa1 : %ASA-6-30201{}: Built {way} {} connection 7 for x:{}/{} ({}/{}) to y:{}/{} (198.51.100.1/9)",
            if t.is_tcp { 3 } else { 5 },
            t.upper(),
            a.0,
            a.1,
            a.0,
            a.1,
            b.0,
            b.1
        )
    }),
    ("cisco_ios", Has::Both, None, |t, r| {
        let name = if t.is_v6 { "%IPV6_ACL-6-ACCESSLOGP" } else { "%SEC-6-IPACCESSLOGP" };
        format!(
            "{}{name}: list 101 {} {} {}({}) {}-> {}({}), 1 packet",
            r.one_of(&["*Mar  1 00:01:02.003: ", "Nov 20 10:21:13 192.0.2.1 1035: ", ""]),
            t.pick("denied", "permitted"),
            t.proto(),
            t.source.0,
            t.source.1,
            r.one_of(&["", "(Gi0/1 0011.2233.4455) "]),
            t.destination.0,
            t.destination.1
        )
    }),
    ("fortigate", Has::Both, None, |t, r| {
        format!(
            "{}date=2026-11-20 time=10:28:02 devid=\"FGT\" logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" vd=\"root\" srcip={} \
             srcport={} dstip={} dstport={} proto={} action=\"{}\" service=\"x 80/tcp\"",
            r.one_of(&["", "<189>", "Nov 20 10:28:02 fw "]),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            t.number(),
            t.pick("deny", "close")
        )
    }),
    ("sonicwall", Has::Both, None, |t, r| {
        let end = |(address, port): &(String, u16), key: &str, name: &str| {
            if t.is_v6 {
                format!("{key}V6={address} {key}=:{port}:{name}")
            } else {
                format!("{key}={address}:{port}:{name}")
            }
        };
        format!(
            "{}id=firewall sn=0006B1000000 time=\"2026-11-20 10:15:02\" fw=192.0.2.254 pri=6 c=0 m=36 msg=\"{}\" n=1 {} {} proto={}/x fw_action=\"{}\"",
            r.one_of(&["", "<134>", "Nov 20 10:15:02 192.0.2.254 "]),
            t.pick("TCP connection dropped", "Connection Opened"),
            end(&t.source, "src", "X1"),
            end(&t.destination, "dst", "X0"),
            t.proto(),
            t.pick("drop", "NA")
        )
    }),
    ("sophos", Has::Both, None, |t, r| {
        format!(
            "{}device=\"SFW\" date=2026-11-20 time=10:15:02 timezone=\"CET\" log_id=010101600001 log_type=\"Firewall\" \
             log_component=\"Firewall Rule\" log_subtype=\"{}\" src_ip={} dst_ip={} protocol=\"{}\" src_port={} dst_port={} tran_src_port=0",
            r.one_of(&["", "<30>", "Nov 20 10:15:02 192.0.2.254 "]),
            t.pick("Denied", "Allowed"),
            t.source.0,
            t.destination.0,
            t.upper(),
            t.source.1,
            t.destination.1
        )
    }),
    ("sophos_utm", Has::Both, None, |t, r| {
        format!(
            "{}2026:11:20-10:15:02 utm ulogd[4766]: id=\"2001\" severity=\"info\" sys=\"SecureNet\" sub=\"packetfilter\" name=\"Packet\" \
             action=\"{}\" fwrule=\"60001\" initf=\"eth1\" srcip=\"{}\" dstip=\"{}\" proto=\"{}\" srcport=\"{}\" dstport=\"{}\"",
            r.one_of(&["", "<30>"]),
            t.pick("drop", "accept"),
            t.source.0,
            t.destination.0,
            t.number(),
            t.source.1,
            t.destination.1
        )
    }),
    ("meraki", Has::Both, None, |t, r| {
        format!(
            "{}1374543986.038687615 MX84 {} src={} dst={} mac=00:00:5e:00:53:01 protocol={} sport={} dport={} pattern: {} all",
            r.one_of(&["", "<134>1 ", "Nov 20 10:15:02 192.0.2.254 1 "]),
            r.one_of(&["flows", "firewall", "vpn_firewall"]),
            t.source.0,
            t.destination.0,
            t.proto(),
            t.source.1,
            t.destination.1,
            if r.below(2) == 0 { t.pick("deny", "allow") } else { t.pick("1", "0") }
        )
    }),
    ("checkpoint", Has::Both, None, |t, _| {
        format!(
            "<134>1 2026-11-20T10:27:09Z cp CheckPoint 1 - [action:\"{}\"; ifdir:\"inbound\"; dst:\"{}\"; product:\"VPN-1\"; proto:\"{}\"; \
             s_port:\"{}\"; service:\"{}\"; src:\"{}\"]",
            t.pick("Drop", "Accept"),
            t.destination.0,
            t.number(),
            t.source.1,
            t.destination.1,
            t.source.0
        )
    }),
    ("panos_traffic", Has::Both, None, |t, r| {
        format!(
            "{}1,2026/11/20 10:26:44,0009C101317,TRAFFIC,end,1,2026/11/20 10:26:44,{},{},0.0.0.0,0.0.0.0,\"a, b\",,,web,vsys1,in,out,e1,e2,S,\
             2026/11/20 10:26:44,1,1,{},{},0,0,0x0,{},{},1194,644,550,12",
            r.one_of(&["", "Nov 20 10:26:44 pa1 ", "<14>Nov 20 10:26:44 pa1 "]),
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.proto(),
            t.pick("drop", "allow")
        )
    }),
    ("junos_rtflow", Has::Both, Some("deny"), |t, r| {
        format!(
            "{}RT_FLOW_SESSION_DENY: session denied {}/{}->{}/{} {}junos-x {}(0) default-deny untrust trust UNKNOWN",
            header(r, "RT_FLOW"),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            r.one_of(&["", "0x0 "]),
            t.number()
        )
    }),
    ("junos_rtflow", Has::Both, Some("allow"), |t, r| {
        format!(
            "{}RT_FLOW_SESSION_CREATE: session created {}/{}->{}/{} 0x0 junos-x 203.0.113.1/1->203.0.113.2/2 0x0 N/A N/A N/A N/A {} p a b 7",
            header(r, "RT_FLOW"),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            t.number()
        )
    }),
    ("mikrotik", Has::Both, None, |t, r| {
        format!(
            "{}firewall,info {} input: in:ether1 out:(unknown 0), src-mac 00:00:5e:00:53:10, proto {}, {}->{}, len 60",
            r.one_of(&["", "nov/20 10:28:02 ", "2026-11-20 10:28:02 "]),
            t.pick("drop", "accept"),
            if t.is_tcp { "TCP (SYN)" } else { "UDP" },
            Traffic::colon(&t.source),
            Traffic::colon(&t.destination)
        )
    }),
    ("filterlog", Has::Both, None, |t, r| {
        let ip = if t.is_v6 {
            let protocol = if r.below(2) == 0 {
                format!("{},{}", t.upper(), t.number())
            } else {
                format!("{},{}", t.number(), t.proto())
            };
            format!("6,0x00,0xf6279,1,{protocol},32")
        } else {
            format!("4,0x0,,63,32989,0,DF,{},{},60", t.number(), t.proto())
        };
        format!(
            "{}146,,,1535324496,igb1.12,match,{},in,{ip},{},{},{},{},0,S,1,,64,,mss",
            header(r, "filterlog"),
            t.pick("block", "pass"),
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1
        )
    }),
    ("suricata_fast", Has::Both, None, |t, _| {
        format!(
            "11/20/2026-10:25:02.123456  {}[**] [1:2001219:20] ET {{TCP}} x [**] [Classification: a b] [Priority: 2] {{{}}} {}:{} -> {}:{}",
            t.pick("[Drop] ", ""),
            t.upper(),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1
        )
    }),
    ("suricata_eve", Has::Both, None, |t, r| {
        format!(
            "{}{{\"timestamp\":\"2026-11-20T10:25:02.1+0000\",\"event_type\":\"alert\",\"src_ip\":\"{}\",\"src_port\":{},\"dest_ip\":\"{}\",\
             \"dest_port\":{},\"proto\":\"{}\",\"alert\":{{\"action\":\"{}\",\"signature\":\"a \\\"b\\\"\"}},\"x\":[1,{{}}]}}",
            r.one_of(&["", "Nov 20 10:25:02 ids suricata[1]: "]),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            t.upper(),
            t.pick("blocked", "allowed")
        )
    }),
    ("gcp", Has::Both, None, |t, _| {
        format!(
            "{{\"jsonPayload\":{{\"connection\":{{\"dest_ip\":\"{}\",\"dest_port\":{},\"protocol\":{},\"src_ip\":\"{}\",\"src_port\":{}}},\
             \"disposition\":\"{}\"}},\"timestamp\":\"t\"}}",
            t.destination.0,
            t.destination.1,
            t.number(),
            t.source.0,
            t.source.1,
            t.pick("DENIED", "ALLOWED")
        )
    }),
    ("iptables", Has::Both, None, |t, _| {
        format!(
            "{{\"__REALTIME_TIMESTAMP\":\"1763633702000000\",\"MESSAGE\":\"{}: IN=eth0 OUT= SRC={} DST={} PROTO={} SPT={} DPT={} \",\"_UID\":\"0\"}}",
            t.pick("DROP", "ACCEPT"),
            t.source.0,
            t.destination.0,
            t.upper(),
            t.source.1,
            t.destination.1
        )
    }),
    ("conntrack", Has::Both, Some("log"), |t, r| {
        format!(
            "{}udp      17 30 src={} dst={} sport={} dport={} [UNREPLIED] src={} dst={} sport=9 dport=8 mark=0 use=1",
            r.one_of(&["", "ipv4     2 ", "    [NEW] "]),
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.destination.0,
            t.source.0
        )
    }),
    ("windows_event", Has::Both, None, |t, r| {
        let text = format!(
            "The Windows Filtering Platform has {} a connection.\n\nApplication Information:\n\tProcess ID:\t\t1032\n\tApplication Name:\t\\x\\a b.exe\n\n\
             Network Information:\n\tDirection:\t\tInbound\n\tSource Address:\t\t{}\n\tSource Port:\t\t{}\n\tDestination Address:\t{}\n\tDestination \
             Port:\t\t{}\n\tProtocol:\t\t{}\n\nFilter Information:\n\tFilter Run-Time ID:\t66\n\tLayer Name:\t\tx\n\tLayer Run-Time ID:\t44",
            t.pick("blocked", "permitted"),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            t.number()
        );
        if r.below(2) == 0 { text } else { text.replace(['\n', '\t'], " ") }
    }),
    ("haproxy", Has::Source, Some("log"), |t, r| {
        format!(
            "{}{}:{} [20/Nov/2026:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 \"GET /x HTTP/1.1\"",
            header(r, "haproxy"),
            t.source.0,
            t.source.1
        )
    }),
    ("wireshark", Has::Both, Some("log"), |t, r| {
        format!(
            "{}{}{} {} 66 {} {} {} {}",
            r.one_of(&["    3 0.024123 ", "115 22:47:15.364301 ", "7\t0.5\t"]),
            [t.source.0.as_str(), &t.destination.0].join(r.one_of(&[" ", " \u{2192} ", " -> ", "\t"])),
            r.one_of(&["", " "]),
            t.upper(),
            t.source.1,
            r.one_of(&["\u{2192}", "->", ">"]),
            t.destination.1,
            r.one_of(&["Len=18", "[ACK] Seq=1 Ack=221", ""])
        )
    }),
    ("watchguard", Has::Both, None, |t, r| {
        format!(
            "{}{} {} {} https/{} {} {} 1-Trusted 0-External {} 60 63 (x-00) proc_id=\"firewall\" rc=\"100\" msg_id=\"3000-0148\"",
            r.one_of(&["", "2026-11-20 10:28:08 Member2 ", "Nov 20 10:28:08 fw firewall: "]),
            t.pick("Deny", "Allow"),
            t.source.0,
            t.destination.0,
            t.proto(),
            t.source.1,
            t.destination.1,
            t.pick("Denied", "Allowed")
        )
    }),
    ("ipfw", Has::Both, None, |t, r| {
        format!(
            "{}ipfw: 65000 {} {} {} {} {} via em0",
            r.one_of(&["", "Nov 20 10:28:09 bsd kernel: "]),
            t.pick(r.one_of(&["Deny", "Unreach"]), "Accept"),
            t.upper(),
            Traffic::colon(&t.source),
            Traffic::colon(&t.destination),
            r.one_of(&["in", "out"])
        )
    }),
    ("named", Has::Both, None, |t, r| {
        format!(
            "{}action={} ipproto={} proto=https src={} srcport={} dst={} dstport={} dstportname=x",
            header(r, "fw"),
            t.pick("block", "pass"),
            t.proto(),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1
        )
    }),
    ("json", Has::Both, Some("log"), |t, _| {
        let version = if t.is_v6 { "6" } else { "4" };
        format!(
            r#"{{"IPV{version}_SRC_ADDR":"{}","IPV{version}_DST_ADDR":"{}","L4_SRC_PORT":{}.0,"L4_DST_PORT":{}.0,"PROTOCOL":{}.0}}"#,
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.number()
        )
    }),
    ("aws_vpc_flow", Has::Both, None, |t, _| {
        format!(
            "5 123456789010 eni-1235b8ca123456789 {} {} {} {} {} 1 73 1658131186 1658131216 {} OK vpc-a subnet-a - 0 IPv4",
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.number(),
            t.pick("REJECT", "ACCEPT")
        )
    }),
    ("nmap", Has::Destination, Some("open"), |t, _| {
        format!(
            "<host><status state=\"up\"/><address addr=\"{}\" addrtype=\"ipv4\"/><ports><port protocol=\"{}\" portid=\"{}\">\
             <state state=\"open\" reason=\"syn-ack\"/><service name=\"x\"/></port></ports></host>",
            t.destination.0,
            t.proto(),
            t.destination.1
        )
    }),
    ("sshd", Has::Both, Some("log"), |t, r| {
        format!(
            "{}sshd[12]: Connection from {} port {} on {} port {} rdomain \"\"",
            r.one_of(&["", "Nov 20 10:15:02 host ", "2026-11-20T10:15:05.120934+00:00 host "]),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1
        )
    }),
    ("plain", Has::Both, Some("log"), |t, r| {
        format!(
            "{}Connection from {} port {} {} {} port {}{}",
            header(r, "app"),
            t.source.0,
            t.source.1,
            r.one_of(&["on", "to"]),
            t.destination.0,
            t.destination.1,
            r.one_of(&["", ".", ", refused"])
        )
    }),
    ("tcpdump", Has::Both, Some("log"), |t, r| {
        format!(
            "{}{} {}.{} > {}.{}: {}, length 0",
            r.one_of(&["23:07:38.489567 ", "2026-11-20 23:07:38.489567 ", "1763633702.123456 eth0  In  ", ""]),
            if t.is_v6 { "IP6" } else { "IP" },
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            if t.is_tcp { "Flags [S], seq 5, win 9" } else { r.one_of(&["UDP", "NTPv4, Client", "4021+ A? x. (29)"]) }
        )
    }),
    ("tcpdump", Has::Both, None, |t, _| {
        format!(
            "00:00:01.123456 rule 12/0(match): {} in on em0: {}.{} > {}.{}: {}",
            t.pick("block", "pass"),
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            if t.is_tcp { "S 1:1(0) win 9" } else { "UDP, length 5" }
        )
    }),
    ("pfirewall", Has::Both, None, |t, r| {
        format!(
            "2026-11-20 10:22:57 {} {} {} {} {} {} 52 {}",
            t.pick("DROP", "ALLOW"),
            t.upper(),
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            r.one_of(&["S 1 0 6 - - - RECEIVE", "- - - - - - - SEND 1360", "- - - - - - -"])
        )
    }),
    ("aws_vpc_flow", Has::Both, None, |t, r| {
        format!(
            "{}2 123456789010 eni-1235b8ca123456789 {} {} {} {} {} 20 4249 1418530010 1418530070 {} OK",
            r.one_of(&["", "2026-11-20T10:15:05.120Z "]),
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.number(),
            t.pick("REJECT", "ACCEPT")
        )
    }),
    ("azure_nsg_flow", Has::Both, None, |t, r| {
        format!(
            "1542110377,{},{},{},{},{},I,{}{}",
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.pick_letter(),
            t.pick("D", "A"),
            r.one_of(&["", ",B,,,,", ",E,25,3000,20,2000"])
        )
    }),
    ("zeek_conn", Has::Both, Some("syn_sent"), |t, _| {
        format!(
            "1763633702.123456\tCHhAvVGS1DHFjwGM9\t{}\t{}\t{}\t{}\t{}\t-\t-\t-\t-\tS0\tF\tT\t0\tS\t1\t60\t0\t0\t-",
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            t.proto()
        )
    }),
    ("ss", Has::Both, Some("established"), |t, r| {
        format!(
            "{}   ESTAB 0      0   {}   {}   users:((\"x y\",pid=1,fd=3))",
            t.proto(),
            Traffic::colon(&t.source),
            Traffic::colon(&t.destination)
        ) + r.one_of(&["", " "])
    }),
    ("ss", Has::Destination, Some("listen"), |t, _| {
        format!(
            "{}   {} 0      4096   {}   {}:*    users:((\"<svg/onload=1>\",pid=666,fd=3))",
            t.proto(),
            if t.is_tcp { "LISTEN" } else { "UNCONN" },
            Traffic::colon(&t.destination),
            if t.is_v6 { "[::]" } else { "0.0.0.0" }
        )
    }),
    ("netstat", Has::Both, Some("established"), |t, r| {
        if r.below(2) == 0 {
            let six = if t.is_v6 { "6" } else { "" };
            format!(
                "{}{six}   0   0 {}:{}   {}:{}   ESTABLISHED 24/nc",
                t.proto(),
                t.source.0,
                t.source.1,
                t.destination.0,
                t.destination.1
            )
        } else {
            let (protocol, state) = (t.upper(), "ESTABLISHED");
            format!("  {protocol}    {}   {}   {state}   4", Traffic::colon(&t.source), Traffic::colon(&t.destination))
        }
    }),
    ("netstat", Has::Destination, Some("listen"), |t, _| {
        let kind = if t.is_v6 { "6" } else { "4" };
        format!(
            "{}{kind}       0      0  {}.{}        *.*       {}",
            t.proto(),
            t.destination.0,
            t.destination.1,
            if t.is_tcp { "LISTEN" } else { "" }
        )
    }),
    ("lsof", Has::Both, Some("established"), |t, _| {
        format!(
            "ncat      17 root     4u  IPv4  35510      0t0  {} {}->{} (ESTABLISHED)",
            t.upper(),
            Traffic::colon(&t.source),
            Traffic::colon(&t.destination)
        )
    }),
    ("nmap", Has::DestinationPort, Some("open"), |t, _| format!("{}/{}  open  x?", t.destination.1, t.proto())),
    ("powershell", Has::Both, Some("established"), |t, _| {
        format!("{}  {}  {}  {}  Established Internet  4321", t.source.0, t.source.1, t.destination.0, t.destination.1)
    }),
    ("docker", Has::Destination, Some("listen"), |t, _| {
        format!(
            "4c01db0b339c   nginx  \"/docker-e…\"  2 hours ago  Up 2 hours  {}->80/{}   web",
            Traffic::colon(&t.destination),
            t.proto()
        )
    }),
    ("kubectl", Has::Destination, Some("listen"), |t, _| {
        format!("kubernetes   ClusterIP   {}    <none>        {}/{}   5d", t.destination.0, t.destination.1, t.upper())
    }),
    ("firewalld", Has::DestinationPort, Some("allow"), |t, _| format!("  ports: {}/{}", t.destination.1, t.proto())),
    ("nft_rules", Has::DestinationPort, None, |t, _| {
        format!("\t\t{} dport {} counter packets 5 bytes 300 {}", t.proto(), t.destination.1, t.pick("drop", "accept"))
    }),
    ("iptables_rules", Has::DestinationPort, None, |t, r| {
        format!(
            "{}-A INPUT -i lo -p {} -m {} --dport {} -m comment --comment \"a \\\" --dport 1\" -j {}",
            r.one_of(&["", "[12:345] ", "iptables ", "sudo ip6tables -t filter "]),
            t.proto(),
            t.proto(),
            t.destination.1,
            t.pick(r.one_of(&["DROP", "REJECT --reject-with icmp-port-unreachable"]), "ACCEPT")
        )
    }),
    ("iptables_rules", Has::Both, None, |t, r| {
        format!(
            "{}{}     {}    -- {} {}    {}    {} spt:{} dpt:{} /* dpt:1 */",
            r.one_of(&["", "12       5  12K "]),
            t.pick("DROP", "ACCEPT"),
            r.one_of(&[t.proto(), if t.is_tcp { "6" } else { "17" }]),
            r.one_of(&["", " eth0   *     "]),
            t.source.0,
            t.destination.0,
            t.proto(),
            t.source.1,
            t.destination.1
        )
    }),
    ("ufw_status", Has::Both, None, |t, r| {
        format!(
            "{}{} {}/{}          {}{}    {} {}/{}{}",
            r.one_of(&["", "[ 1] ", "[12] "]),
            t.destination.0,
            t.destination.1,
            t.proto(),
            t.pick(r.one_of(&["DENY", "REJECT"]), r.one_of(&["ALLOW", "LIMIT"])),
            r.one_of(&["", " IN", " OUT", " FWD"]),
            t.source.0,
            t.source.1,
            t.proto(),
            r.one_of(&["", "               # 80 DENY 9", " on eth0                   (log, out)"])
        )
    }),
    ("cef", Has::Both, None, |t, r| {
        let (source, destination) = if t.is_v6 && r.below(2) == 0 {
            ("c6a2Label=Source IPv6 Address c6a2", "c6a3Label=Destination IPv6 Address c6a3")
        } else {
            ("src", "dst")
        };
        format!(
            "{}CEF:0|a\\|b|c d|1.0|7|{}|3|{}={} msg=a b \\= dst\\=1.2.3.4 spt={} {}={} dpt={} proto={} ad.x={} act={} request=http://x/?src\\=1&dpt\\=2",
            header(r, "x"),
            r.one_of(&["traffic", "x\\|y"]),
            source,
            t.source.0,
            t.source.1,
            destination,
            t.destination.0,
            t.destination.1,
            r.one_of(&[t.proto(), t.upper()]),
            t.number(),
            t.pick(r.one_of(&["deny", "Drop", "blocked", "Denied by policy"]), r.one_of(&["allow", "Accept"]))
        )
    }),
    ("cef", Has::Both, None, |t, r| {
        format!(
            "<189>Nov 20 10:15:02 fw CEF: 0|Fortinet|Fortigate|v6.0.3|13|traffic:forward|3|deviceExternalId=FGT FTNTFGTlogid=13 cat=traffic:forward \
             FTNTFGTsubtype=forward FTNTFGTtype=traffic FTNTFGTvd=root src={} spt={} dst={} dpt={} proto={} act={} app=HTTPS",
            t.source.0,
            t.source.1,
            t.destination.0,
            t.destination.1,
            t.number(),
            t.pick("deny", r.one_of(&["accept", "close", "timeout", "client-rst"]))
        )
    }),
    ("leef", Has::Both, None, |t, r| {
        let (said, sign) =
            r.one_of(&[("\t|", "\t"), ("", "\t"), ("|", "\t"), ("^|", "^"), ("x5E|", "^"), ("0x09|", "#011")]);
        format!(
            "{}LEEF:2.0|a|b c|1.0|7|{said}cat=x~src={}~dst={}~srcPort={}~dstPort={}~proto={}~action={}~msg=a src=1 dstPort=2",
            header(r, "x"),
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.number(),
            t.pick("Drop", "Accept")
        )
        .replace('~', sign)
    }),
    ("leef", Has::Both, None, |t, _| {
        format!(
            "<14>Nov 20 10:15:02 pa LEEF:1.0|Palo Alto Networks|PAN-OS Syslog Integration|9.0.2|{}|cat=TRAFFIC|src={}|dst={}|\
             srcPostNAT=192.0.2.99|RuleName=a b|srcPort={}|dstPort={}|srcPostNATPort=9|proto={}|x=y z",
            t.pick("deny", "allow"),
            t.source.0,
            t.destination.0,
            t.source.1,
            t.destination.1,
            t.proto()
        )
    }),
    ("plain", Has::Both, Some("log"), |t, _| {
        format!("something from {} to {} happened at 10:30", Traffic::colon(&t.source), Traffic::colon(&t.destination))
    }),
];

impl Traffic {
    fn pick_letter(&self) -> &'static str {
        if self.is_tcp { "T" } else { "U" }
    }
}
