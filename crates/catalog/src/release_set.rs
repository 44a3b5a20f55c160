//! Release sets: parses the releases that a use applies to from the words of a vendor's table.

use crate::release::{Branch, NotARelease, Release};
use crate::words::{parts, pieces, split_first};
use std::fmt;
use std::str::FromStr;

/// Whether something applies to a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applies {
    /// The source says it does.
    Yes,
    /// The source does not say.
    Unsaid,
    /// The source says, or its list implies, that it does not.
    No,
}

/// A set of releases, as a source words it.
///
/// Cut-overs are per branch (major and minor number): in `14.5.0at+, 14.6.0aj+, 14.7+` each term governs from its
/// branch until the branch of the next term, so that 14.6.0ai, though later than 14.5.0at, is not part of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseSet {
    text: String,
    rule: Rule,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    /// `All`.
    All,
    /// `All until 15.x`: the releases of that major number are left open.
    UntilSomewhereIn { major: u16 },
    /// `All until 15.0, back in 15.1.1+`: the branch where it ended is left open.
    Until { end: Release, back: Option<Release> },
    /// `Before A, B`: cut-overs in ascending order of their branches.
    Before(Vec<Release>),
    /// `A and B+, not in C`.
    From { terms: Vec<Term>, except: Vec<Branch> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    release: Release,
    reach: Reach,
}

/// How far a term reaches from its release.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reach {
    /// `15.1+`: this release and later ones.
    Onwards,
    /// `14.7`: its branch alone.
    Alone,
    /// `14.3 - 14.7`: its branch and those up to this one.
    To(Release),
}

impl Term {
    /// The last branch that the words name.
    fn last(&self) -> Branch {
        match &self.reach {
            Reach::To(last) => last.branch(),
            Reach::Onwards | Reach::Alone => self.release.branch(),
        }
    }

    /// Whether a release of a branch that this term governs is in the set.
    fn holds(&self, release: &Release) -> bool {
        match &self.reach {
            Reach::Onwards => *release >= self.release,
            Reach::Alone | Reach::To(_) => release.branch() <= self.last(),
        }
    }
}

impl ReleaseSet {
    /// Whether the set holds the release.
    pub fn applies_to(&self, release: &Release) -> Applies {
        let known = |yes| if yes { Applies::Yes } else { Applies::No };
        match &self.rule {
            Rule::All => Applies::Yes,
            Rule::UntilSomewhereIn { major } if release.major() == *major => Applies::Unsaid,
            Rule::UntilSomewhereIn { major } => known(release.major() < *major),
            Rule::Until { end, .. } if release.branch() == end.branch() => Applies::Unsaid,
            Rule::Until { end, back } => {
                known(release.branch() < end.branch() || back.as_ref().is_some_and(|back| release >= back))
            }
            Rule::Before(cuts) => known(match governing(cuts, |cut| cut, release) {
                Some(cut) => release < cut,
                None => true,
            }),
            Rule::From { terms, except } => known(
                !except.contains(&release.branch())
                    && governing(terms, |term| &term.release, release).is_some_and(|term| term.holds(release)),
            ),
        }
    }

    /// The words of the source.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The releases the words name, for lists to choose from.
    pub fn named(&self) -> Vec<&Release> {
        let mut named = Vec::new();
        match &self.rule {
            Rule::All | Rule::UntilSomewhereIn { .. } => {}
            Rule::Until { end, back } => {
                named.push(end);
                named.extend(back);
            }
            Rule::Before(cuts) => named.extend(cuts),
            Rule::From { terms, .. } => {
                for term in terms {
                    named.push(&term.release);
                    if let Reach::To(last) = &term.reach {
                        named.push(last);
                    }
                }
            }
        }
        named
    }
}

/// The item that governs a release: the last whose branch is not after the release's.
fn governing<'a, T>(items: &'a [T], release_of: impl Fn(&T) -> &Release, release: &Release) -> Option<&'a T> {
    items.iter().rev().find(|item| release_of(item).branch() <= release.branch())
}

/// The words cannot be read as a set of releases.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReleaseSet {
    /// A part of the expression is not a release.
    #[error(transparent)]
    Release(#[from] NotARelease),
    /// Nothing is said.
    #[error("no release is named; leave the key out where the source does not say")]
    Empty,
    /// Not one of the forms that sources use.
    #[error("this form is not known; a release without `+`, or after `not in`, is a branch: 14.7")]
    Form,
    /// Two cut-overs for one branch, or branches out of order.
    #[error("the releases must be in ascending order, one for each branch")]
    Order,
}

impl FromStr for ReleaseSet {
    type Err = NotAReleaseSet;

    fn from_str(text: &str) -> Result<Self, NotAReleaseSet> {
        let rule = read(&text.trim_ascii().to_ascii_lowercase())?;
        Ok(Self { text: text.trim_ascii().to_owned(), rule })
    }
}

fn read(text: &str) -> Result<Rule, NotAReleaseSet> {
    if text == "all" {
        return Ok(Rule::All);
    }
    if let Some(rest) = text.strip_prefix("all until ") {
        let (end, back) = match split_first(rest, ",") {
            Some((end, back)) => (end, Some(back.trim_ascii().strip_prefix("back in ").ok_or(NotAReleaseSet::Form)?)),
            None => (rest, None),
        };
        let end = end.trim_ascii();
        if let Some(major) = end.strip_suffix(".x").filter(|major| parts(major, ".").len() == 1 && back.is_none()) {
            return Ok(Rule::UntilSomewhereIn { major: major.parse::<Release>()?.major() });
        }
        let end = whole_branch(end.parse()?)?;
        let back = match back {
            Some(back) => Some(back.trim_ascii().strip_suffix('+').ok_or(NotAReleaseSet::Form)?.parse::<Release>()?),
            None => None,
        };
        return if back.as_ref().is_some_and(|back| back.branch() <= end.branch()) {
            Err(NotAReleaseSet::Order)
        } else {
            Ok(Rule::Until { end, back })
        };
    }
    if let Some(rest) = text.strip_prefix("before ") {
        let mut cuts: Vec<Release> = Vec::new();
        for word in list(rest) {
            cuts.push(word.parse()?);
        }
        in_order(&cuts, |cut| cut)?;
        return Ok(Rule::Before(cuts));
    }
    // `A and B+, not in C`: what follows `not in` is left out.
    let mut terms: Vec<Term> = Vec::new();
    let mut except = Vec::new();
    let mut words = list(text);
    let mut included = true;
    while let Some(word) = words.next() {
        if word == "not" && included && words.next() == Some("in") {
            included = false;
        } else if included && word == "-" {
            // `A - B`: from branch to branch.
            let last = whole_branch(words.next().ok_or(NotAReleaseSet::Form)?.parse()?)?;
            match terms.last_mut() {
                Some(term) if term.reach == Reach::Alone && term.release.branch() < last.branch() => {
                    term.reach = Reach::To(last);
                }
                _ => return Err(NotAReleaseSet::Form),
            }
        } else if included {
            terms.push(term(word)?);
        } else {
            except.push(whole_branch(word.parse()?)?.branch());
        }
    }
    in_order(&terms, |term| &term.release)?;
    if terms.windows(2).any(|pair| pair[0].last() >= pair[1].release.branch()) {
        return Err(NotAReleaseSet::Order);
    }
    if !included && except.is_empty() {
        return Err(NotAReleaseSet::Form);
    }
    Ok(Rule::From { terms, except })
}

/// The words between commas, spaces, `and` and `or`.
fn list(text: &str) -> impl Iterator<Item = &str> {
    pieces(text, |c| matches!(c, ',' | ' ')).into_iter().filter(|word| !matches!(*word, "and" | "or"))
}

fn term(text: &str) -> Result<Term, NotAReleaseSet> {
    match text.strip_suffix('+') {
        Some(release) => Ok(Term { release: release.parse()?, reach: Reach::Onwards }),
        None => Ok(Term { release: whole_branch(text.parse()?)?, reach: Reach::Alone }),
    }
}

/// A release that means its branch: written as major and minor number alone.
fn whole_branch(release: Release) -> Result<Release, NotAReleaseSet> {
    if release == release.branch_base() { Ok(release) } else { Err(NotAReleaseSet::Form) }
}

fn in_order<T>(items: &[T], release_of: impl Fn(&T) -> &Release) -> Result<(), NotAReleaseSet> {
    if items.is_empty() {
        return Err(NotAReleaseSet::Empty);
    }
    let ascending = items.windows(2).all(|pair| release_of(&pair[0]).branch() < release_of(&pair[1]).branch());
    if ascending { Ok(()) } else { Err(NotAReleaseSet::Order) }
}

impl From<ReleaseSet> for String {
    fn from(set: ReleaseSet) -> Self {
        set.text
    }
}

impl fmt::Display for ReleaseSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(set: &str, yes: &[&str], no: &[&str], unsaid: &[&str]) {
        let parsed: ReleaseSet = set.parse().expect(set);
        for (releases, expected) in [(yes, Applies::Yes), (no, Applies::No), (unsaid, Applies::Unsaid)] {
            for release in releases {
                assert_eq!(parsed.applies_to(&release.parse().expect(release)), expected, "{release} in `{set}`");
            }
        }
    }

    #[test]
    fn all() {
        check("All", &["13.0", "14.5.0at", "15.0", "17.2"], &[], &[]);
    }

    #[test]
    fn from_a_release_onwards() {
        check("15.0+", &["15.0", "15.0.0a", "15.1", "16.1"], &["14.7", "14.7.2zz", "13"], &[]);
        check("15.2.0+", &["15.2", "15.2.0", "15.2.1", "16"], &["15.1", "15.1.9zz"], &[]);
        check("16+", &["16", "16.0.0", "16.1", "17.0"], &["15.2", "15.9.9"], &[]);
    }

    #[test]
    fn a_branch_and_a_later_one_but_not_the_one_between() {
        let set = "14.7 and 15.1+, not in 15.0";
        check(
            set,
            &["14.7", "14.7.0ba", "14.7.2", "15.1", "15.1.0", "15.2", "16.0"],
            &["14.6", "15.0", "15.0.1zz"],
            &[],
        );
    }

    #[test]
    fn until_somewhere_in_a_major_release() {
        check("All until 15.x", &["13", "14.7.9zz"], &["16", "16.1"], &["15.0", "15.1", "15.2.0a"]);
    }

    #[test]
    fn until_a_branch_and_back_later() {
        let yes = ["13", "14.7.9zz", "15.1.1", "15.1.2", "15.2", "16.1"];
        check("All until 15.0, back in 15.1.1+", &yes, &["15.1", "15.1.0zz"], &["15.0", "15.0.1", "15.0.0a"]);
        check("All until 15.0", &["14.7"], &["15.1", "16"], &["15.0"]);
    }

    #[test]
    fn from_branch_to_branch() {
        let yes = ["14.3", "14.5.0at", "14.7", "14.7.2", "15.2", "15.3", "16.1"];
        let no = ["13", "14.2", "15.0", "15.0.1", "15.1", "15.1.1", "14.8"];
        check("14.3 - 14.7 and 15.2+, not in 15.0 or 15.1", &yes, &no, &[]);
    }

    #[test]
    fn before_a_cut_over_on_each_branch() {
        let yes = ["13.0", "14.4", "14.5", "14.5.0as", "14.6.0", "14.6.0ai", "14.6.0z"];
        check("Before 14.5.0at, 14.6.0aj", &yes, &["14.5.0at", "14.5.0zz", "14.5.1", "14.6.0aj", "14.7", "15.0"], &[]);
    }

    #[test]
    fn from_a_cut_over_on_each_branch() {
        let no = ["13.0", "14.4", "14.5", "14.5.0as", "14.6.0", "14.6.0ai", "14.6.0z"];
        check("14.5.0at+, 14.6.0aj+, 14.7+", &["14.5.0at", "14.5.1", "14.6.0aj", "14.6.1", "14.7", "16.1"], &no, &[]);
    }

    #[test]
    fn before_one_cut_over() {
        check("Before 15.1.0ar", &["13", "15.0", "15.1", "15.1.0aq"], &["15.1.0ar", "15.1.1", "15.2", "16"], &[]);
    }

    #[test]
    fn from_one_cut_over_and_a_later_major_release() {
        check("15.1.0ar+, 16+", &["15.1.0ar", "15.1.1", "15.2", "16", "16.1"], &["15.0", "15.1", "15.1.0aq"], &[]);
    }

    #[test]
    fn old_and_new_ephemeral_ranges_complement_each_other() {
        let pairs =
            [("Before 14.5.0at, 14.6.0aj", "14.5.0at+, 14.6.0aj+, 14.7+"), ("Before 15.1.0ar", "15.1.0ar+, 16+")];
        for (before, from) in pairs {
            let (before, from): (ReleaseSet, ReleaseSet) = (before.parse().unwrap(), from.parse().unwrap());
            for major in 13..18 {
                for minor in 0..9 {
                    for letters in ["", "a", "z", "ai", "aj", "aq", "ar", "as", "at", "zz"] {
                        let release = format!("{major}.{minor}.0{letters}").parse().unwrap();
                        assert_ne!(before.applies_to(&release), from.applies_to(&release), "{release}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_read() {
        for text in [
            "",
            "before ",
            "soon",
            "15.x",
            "15.1+ or so",
            "16+, 15.0+",
            "14.5.0at+, 14.5.0aj+",
            "all until later",
            "all until 15.2.1",
            "all until 15.0, again in 15.1+",
            "all until 15.1, back in 15.0+",
            "14.7 - 14.3",
            "14.3 - ",
            "14.3 - 14.7, 14.5+",
            "15.1+ not",
            "15.1+ not in",
            "in in 15.1+",
            "15.1+, not in 15.0.1",
            "14.5.0at",
        ] {
            assert!(text.parse::<ReleaseSet>().is_err(), "`{text}`");
        }
    }
}
