//! The pages, by code.

macro_rules! texts {
    ($($code:literal)*) => { &[$(include_str!(concat!("pages/", $code, ".md"))),*] };
}

pub(super) const TEXTS: &[&str] = texts! {
    "H0901"
};
