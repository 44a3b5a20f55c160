# Reads access lists of IPv4 with cisco-acl from PyPI; a line of JSON for each plan.
import json
import logging
import sys

from cisco_acl import Acl
from cisco_acl.remark import Remark

# It only warns of lines that it cannot read, and leaves them out.
logging.disable(logging.CRITICAL)


def address(one):
    return "any" if one.type == "any" else str(one.ipnet)


def ports(one):
    first, last = (one.items[0], one.items[-1]) if one.items else (None, None)
    assert one.operator in ("", "eq", "range"), one.line
    return [first, last] if one.items else None


def entry(one):
    if isinstance(one, Remark):
        return ["remark", one.text]
    return [one.action, one.protocol.name, address(one.srcaddr), ports(one.srcport), address(one.dstaddr), ports(one.dstport),
            one.option.line]


for line in sys.stdin:
    lists = [Acl(text, platform="ios") for text in json.loads(line)]
    print(json.dumps([[one.type, one.name, [entry(item) for item in one.items]] for one in lists]))
