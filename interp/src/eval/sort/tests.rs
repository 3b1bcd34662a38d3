use super::{long, radix};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn entries_are_sorted_by_code_and_then_by_position(
        codes in proptest::collection::vec(any::<u64>(), 0..6000),
        shift in 0_u32..64,
        base in any::<u64>(),
    ) {
        let code = |c: u64| (c >> shift).saturating_add(base);
        let mut entries: Vec<u128> = codes.iter().zip(0_u128..).map(|(c, i)| u128::from(code(*c)) << 32 | i).collect();
        let mut expected = entries.clone();
        expected.sort();
        radix::sort(&mut entries, &mut Vec::new(), 32);
        prop_assert_eq!(entries, expected);
        let mut short: Vec<u64> = codes.iter().zip(0_u64..).map(|(c, i)| (c >> 16 >> (shift / 2)) << 13 | i).collect();
        let mut expected = short.clone();
        expected.sort();
        radix::sort(&mut short, &mut Vec::new(), 13);
        prop_assert_eq!(short, expected);
    }

    #[test]
    fn a_long_run_is_sorted_the_same_on_any_number_of_threads(
        codes in proptest::collection::vec(0_u64..500, 1..6000),
        threads in 1_usize..6,
    ) {
        let code = |position: &u32| codes.get(*position as usize).copied().unwrap_or(0);
        let entries = |positions: &[u32]| positions.iter().map(|p| code(p) << 13 | u64::from(*p)).collect::<Vec<u64>>();
        let positions: Vec<u32> = (0_u32..).take(codes.len()).collect();
        let mut expected = entries(&positions);
        expected.sort();
        prop_assert_eq!(long::sorted(threads, &positions, 13, entries), expected);
    }
}
