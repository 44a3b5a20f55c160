# Reads services and rich rules with firewalld's own modules; a line of JSON for each plan.
import json
import os
import shlex
import sys
import tempfile

from firewall.core.io.service import service_reader
from firewall.core.rich import Rich_Rule


def words(line):
    # Signs that a shell gives a meaning become words of their own.
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)


def service(file):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, file["name"]), "w") as out:
            out.write(file["text"])
        read = service_reader(file["name"], folder)
    unexpected = [read.version, read.protocols, read.modules, read.destination, read.source_ports, read.includes, read.helpers]
    assert not any(unexpected), file
    return {"name": read.name, "short": read.short, "description": read.description, "ports": read.ports}


def fields(one):
    return None if one is None else {"is": type(one).__name__} | {key: value for key, value in vars(one).items() if value}


def command(line):
    first, *options = words(line)
    assert first == "firewall-cmd", line
    answer = []
    for option in options:
        name, _, value = option.partition("=")
        if name.endswith("-rich-rule"):
            rule = Rich_Rule(rule_str=value)
            rule.check()
            unexpected = [rule.destination, rule.log, rule.audit]
            assert not any(unexpected), line
            value = [rule.priority, rule.family, fields(rule.source), fields(rule.element), fields(rule.action)]
        answer.append([name, value])
    return answer


for line in sys.stdin:
    plan = json.loads(line)
    try:
        answer = {key: [command(one) for one in plan[key]] for key in ("commands", "undo")}
        answer["services"] = [service(file) for file in plan["services"]]
    except BaseException:
        print(line, file=sys.stderr)
        raise
    print(json.dumps(answer))
