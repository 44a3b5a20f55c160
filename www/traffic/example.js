/* A few lines to begin with: a scan, an answer, and what listens. */

const DROPPED = [21, 22, 23, 80, 3389, 8080].map(
  (port, at) => `Nov 20 06:25:0${at} gw kernel: DROP IN=eth0 OUT= SRC=203.0.113.99 DST=192.0.2.10 LEN=60 TTL=52 PROTO=TCP SPT=${41_822 + at} DPT=${port} SYN URGP=0`,
);

export const EXAMPLE = [
  ...DROPPED,
  "Nov 20 06:26:10 gw kernel: ACCEPT IN=eth0 OUT=eth1 SRC=198.51.100.7 DST=192.0.2.10 LEN=76 TTL=57 PROTO=UDP SPT=123 DPT=123 LEN=56",
  'tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=812,fd=3))',
  'tcp   LISTEN 0      128          0.0.0.0:3306      0.0.0.0:*    users:(("mariadbd",pid=901,fd=21))',
  "",
].join("\n");
