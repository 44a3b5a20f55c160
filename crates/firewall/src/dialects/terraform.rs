//! Terraform: a security group of AWS with one rule for each network.

use super::Written;
use super::aws::permissions;
use crate::Outline;
use crate::flow::Direction;
use catalog::{append, concat, decimal};

pub(super) fn write(outline: &Outline) -> Written {
    let mut written = Written {
        test: vec!["terraform validate; terraform plan".to_owned()],
        load: vec!["terraform apply".to_owned()],
        undo: vec!["terraform destroy -target=aws_security_group.portolan".to_owned()],
        remarks: vec![
            "Read by Terraform, and compared with the arguments of its provider for AWS, but not applied.".to_owned(),
            "Terraform takes from a new group the rule that lets everything out: outgoing flows pass if the plan has them."
                .to_owned(),
        ],
        ..Written::default()
    };
    let all = permissions(outline, &mut written.remarks);
    let mut text = concat(&[
        "variable \"vpc_id\" {\n  type = string\n}\n\n",
        "resource \"aws_security_group\" \"portolan\" {\n",
        "  name        = \"portolan\"\n  description = \"Planned with Portolan\"\n  vpc_id      = var.vpc_id\n}\n",
    ]);
    for (at, one) in (1..).zip(&all) {
        let way = if one.direction == Direction::In { "ingress" } else { "egress" };
        let cidr = if one.is_ipv4 { "cidr_ipv4        " } else { "cidr_ipv6        " };
        append(
            &mut text,
            &[
                "\nresource \"aws_vpc_security_group_",
                way,
                "_rule\" \"portolan_",
                &decimal(at),
                "\" {\n",
                "  security_group_id = aws_security_group.portolan.id\n",
                "  ip_protocol       = \"",
                one.transport,
                "\"\n",
                "  from_port         = ",
                &decimal(one.ports.first().into()),
                "\n",
                "  to_port           = ",
                &decimal(one.ports.last().into()),
                "\n",
                "  ",
                cidr,
                " = \"",
                &one.network,
                "\"\n",
                "  description       = \"",
                &one.description,
                "\"\n}\n",
            ],
        );
    }
    written.file("portolan.tf", text);
    written
}
