//! Texts of all formats.

#![allow(dead_code, reason = "no test uses all of it")]

use super::random::Random;
use super::writers::{Traffic, WRITERS};

/// Records of several lines, headers, and what stands between.
pub(crate) const BLOCKS: &str = "\
Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      812/sshd

[
  {
    \"jsonPayload\": {
      \"connection\": { \"dest_ip\": \"192.0.2.2\", \"dest_port\": 443, \"protocol\": 6, \"src_ip\": \"192.0.2.1\", \"src_port\": 50000 },
      \"vpc\": \"straße \\u00fc\"
    }
  }, {
    \"jsonPayload\": { \"connection\": { \"dest_ip\": \"192.0.2.3\" } }
  }
]
{\"records\": [
  {\"properties\": {\"flows\": [{\"flows\": [{\"flowTuples\": [
    \"1542110377,203.0.113.5,192.0.2.10,44931,443,T,I,D\"
  ]}]}]}}
]}
LocalAddress   : ::
LocalPort      : 445
RemoteAddress  : ::
RemotePort     : 0
State          : Listen

LocalAddress  LocalPort RemoteAddress RemotePort State       AppliedSetting OwningProcess
------------  --------- ------------- ---------- -----       -------------- -------------
::            49671     ::            0          Listen                     824
public (active)
  target: default
  services: ssh
  ports: 8080/tcp 60000-61000/udp
  rich rules:
\trule family=\"ipv4\" source address=\"192.0.2.0/24\" port port=\"22\" protocol=\"tcp\" accept
table inet filter {
\tchain input {
\t\ttype filter hook input priority filter; policy drop;
\t\ttcp dport { 22, 80 } accept
\t}
}
Nmap scan report for www.example.com (192.0.2.7)
PORT     STATE         SERVICE
22/tcp   open          ssh
10:20:01.000123 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 60)
    192.0.2.1.5 > 192.0.2.2.6: Flags [S], cksum 0x1 (correct), seq 1, length 0
#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto
1763633702.1\tC1\t2001:db8::1\t5000\t2001:db8::2\t53\tudp
version srcaddr dstaddr srcport dstport protocol action
3 192.0.2.1 192.0.2.2 5 6 6 REJECT
# ein Gerät, schön: 443/tcp → \u{202e}x\u{7}
";

/// The lines of `samples.tsv`.
pub(crate) fn samples() -> Vec<String> {
    let rows = include_str!("../samples.tsv").lines().skip(1);
    rows.filter_map(|row| row.split('\t').nth(1)).map(|line| line.replace("\\t", "\t").replace("\\\\", "\\")).collect()
}

/// Samples, generated lines and blocks.
pub(crate) fn lines() -> Vec<String> {
    let mut lines = single_lines();
    lines.push(BLOCKS.to_owned());
    lines
}

/// Samples and generated lines, each of which is understood alone.
pub(crate) fn single_lines() -> Vec<String> {
    let mut random = Random(3);
    let mut lines = samples();
    for (_, _, _, write) in WRITERS {
        for _ in 0..3 {
            let traffic = Traffic::any(&mut random);
            lines.push(write(&traffic, &mut random));
        }
    }
    lines
}
