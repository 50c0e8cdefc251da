package tripartite

// seatWeights returns the weight of one seat of each bloc, given the states of the
// seats. Weights are in the unit of the caller's weights and powers. The weight is
// not given for other nodes, and for blocs whose power no seat uses.
func (b *Body) seatWeights(counts []byState) []Fraction {
	weights := make([]Fraction, len(b.nodes))
	for _, i := range b.leaves() {
		n, votes := &b.nodes[i], b.votes[i]
		if !n.power.given() {
			weights[i] = votes
			continue
		}
		var sharing sums
		sharing.fill(&counts[i], n.over, 1)
		if users := sharing[len(counts[i])]; users > 0 {
			weights[i] = votes.over(whole(users))
		}
	}
	return weights
}
