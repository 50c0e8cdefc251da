package tripartite

// KoreaESLC models the Economic, Social and Labor Council of Korea (Economic,
// Social and Labor Council Act, arts. 4 and 7). A Vacant seat counts in no base.
type KoreaESLC struct{}

// Body returns the 18 members: 5 workers, 5 employers, 2 of the government, and
// in no group the chair, the standing member and 4 for the public interest (art.
// 4).
func (KoreaESLC) Body() *Body {
	return MustBody(
		Bloc{Name: "Workers", Size: 5},
		Bloc{Name: "Employers", Size: 5},
		Bloc{Name: "Government", Size: 2},
		Bloc{Name: "Others", Size: 6},
	)
}

// Decision returns the rule of two thirds of those present (art. 7(3)). The quorum
// is two thirds of the members in office (art. 7(3)), and half the members in
// office of the workers, the employers and the government each (art. 7(4), as
// reported by Aju News, 8 May 2019).
func (KoreaESLC) Decision() Rule {
	return All{
		Quorum{
			Share{Of: Present, Base: InOffice, Need: AtLeast(2, 3), BySeats: true},
			EachGroup{Rule: Share{Of: Present, Base: InOffice, Need: AtLeast(1, 2), BySeats: true}},
		},
		Share{Of: For, Base: Present, Need: AtLeast(2, 3)},
	}
}
