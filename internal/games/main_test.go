package games

import (
	"testing"

	"example.com/tripartite/internal/proptest"
)

func TestMain(m *testing.M) { proptest.Main(m) }
