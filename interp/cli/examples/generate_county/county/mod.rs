//! A made-up county: enterprises, their accidents and their honours, as CSV.

mod code;
mod firm;
mod honour;
mod profile;
mod random;

pub use profile::{Profile, profile};

use firm::Firm;
use random::Random;

/// The files of a county of `number` enterprises, name and text. The first rows do not depend on `number`.
pub fn files(profile: &'static Profile, number: u32) -> Vec<(&'static str, String)> {
    let mut firms = format!("{},{}\n", firm::HEADER, profile.extra_header);
    let mut accidents = String::from("企业,发生日期,种类,级别\n");
    let mut honours = String::from("企业,名目,取得日期\n");
    for index in 0..number {
        let mut random = Random::new(profile.name, index);
        let firm = Firm::new(profile, index, &mut random);
        firms.push_str(&firm.line(profile, &mut random));
        accidents.push_str(&accident_lines(&firm, &mut random));
        honours.push_str(&honour::lines(&firm, &mut random));
    }
    vec![("企业.csv", firms), ("事故.csv", accidents), ("荣誉.csv", honours)]
}

const KINDS: [&str; 3] = ["突发环境事件", "安全生产事故", "火灾"];

/// About one enterprise in forty has had an accident, few of them a grave one.
fn accident_lines(firm: &Firm, random: &mut Random) -> String {
    let number = match random.below(1000) {
        0..3 => 3,
        3..8 => 2,
        8..25 => 1,
        _ => 0,
    };
    let mut lines = String::new();
    for _ in 0..number {
        let severity = match random.below(40) {
            0 => "重大",
            1..5 => "较大",
            _ => "一般",
        };
        let year = if random.chance(150) { 2020 } else { 2021 };
        let kind = random.pick(&KINDS);
        let date = random.date(year, year);
        lines.push_str(&format!("{},{date},{kind},{severity}\n", firm.code));
    }
    lines
}
