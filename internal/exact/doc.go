// Package exact computes with whole numbers and fractions of any size, and reads and writes
// them. Nothing is ever rounded, except the text of a percentage.
//
// A [Rational] is a number, such as a weight or a share. [InWholes] turns fractions into whole
// numbers in the same proportions. An [Amount] is a number or a range, such as "at least 5" or
// "71.3 %". [Parse], [ParsePercent] and [ParseAmount] read what people write. The package knows
// nothing about bodies and votes.
//
// # Why it is right
//
// A number is held in an int64, or two, as long as it fits, and as a number of math/big
// otherwise.
//
//   - Each operation tries 64 bits first and sees when they overflow. Then it computes again in
//     math/big. So the two paths cannot differ in a value, only in time.
//   - The smallest int64 is held in math/big. So -n and |n| never overflow.
//   - Every fraction is in lowest terms, and is held in 64 bits if these hold both its terms.
//     So a fraction has one form, and equal fractions have equal texts and keys.
//   - Fractions are compared by cross-multiplication in 128 bits, which hold every product of
//     two int64. They are never divided.
//   - A text is a number only if people can read it in one way. Others are refused, with an
//     advice if there is one that cannot be wrong.
//   - A percentage that is read stands for all shares that are rounded, or cut, to it. Its text
//     is found by computing the only percentage that can have such bounds, and reading it back.
//
// # An example
//
// The denominators of 1/6 and 1/10 have the divisor 2. Their sum is 5/30 + 3/30 = 8/30, which
// is kept as 4/15. 2^62 + 2^62 overflows an int64, and is kept in math/big; half of it fits
// again, and is kept in 64 bits.
//
// Three groups share a power of 1 each over 86, 38 and 54 seats. The least common denominator
// of 1/86, 1/38 and 1/54 is 44,118. So the seats weigh 44,118/86 = 513, 44,118/38 = 1,161 and
// 44,118/54 = 817, and no smaller whole numbers have these proportions.
//
// 85 of 111 is 0.76576..., which is "76.6 %" if it is rounded, and "76.5 % cut" if further
// digits are cut. Read again, the first stands for 1531/2000 to 1533/2000, and the second for
// 153/200 to below 383/500. 85/111 is in both.
package exact
