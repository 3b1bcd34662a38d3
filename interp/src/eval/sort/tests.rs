use super::radix;
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
        let mut entries: Vec<radix::Entry> = codes.iter().map(|c| code(*c)).zip(0..).collect();
        let mut expected = entries.clone();
        expected.sort();
        radix::sort(&mut entries, &mut Vec::new());
        prop_assert_eq!(entries, expected);
    }
}
