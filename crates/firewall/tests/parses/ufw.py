# Reads profiles and commands with ufw's own modules; a line of JSON for each plan.
import gettext
import json
import os
import shlex
import sys
import tempfile

gettext.install("ufw")
from ufw.applications import get_profiles, verify_profile
from ufw.frontend import parse_command


def words(line):
    # Signs that a shell gives a meaning become words of their own.
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)


def command(line):
    response = parse_command(words(line))
    if response.action.startswith("default-"):
        return [response.action]
    rule = response.data["rule"]
    unexpected = [rule.multi and rule.protocol == "any", rule.position, rule.logtype, rule.interface_in, rule.interface_out,
                  rule.forward, rule.sapp]
    assert not any(unexpected), line
    return ["delete " * rule.remove + rule.action, rule.direction, rule.protocol, rule.src, rule.sport, rule.dst, rule.dport,
            rule.dapp, bytes.fromhex(rule.comment).decode(), response.data["iptype"]]


def profiles(text):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "portolan"), "w") as file:
            file.write(text)
        found = get_profiles(folder)
    for name, profile in found.items():
        verify_profile(name, profile)
    return found


for line in sys.stdin:
    plan = json.loads(line)
    try:
        lines = [one for one in plan["commands"].split("\n") if one and not one.startswith("#")]
        answer = {"profiles": profiles(plan["profile"]), "commands": [command(one) for one in lines],
                  "undo": [command(one) for one in plan["undo"]]}
    except BaseException:
        print(line, file=sys.stderr)
        raise
    print(json.dumps(answer))
