package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestRaisedAndLoweredFigures(t *testing.T) {
	tests := []struct{ name, in, raised, lowered string }{
		{"a figure", "6", "⁶", "₆"},
		{"a negative exponent with a hyphen", "-12", "⁻¹²", "₋₁₂"},
		{"a negative exponent with a minus", "−3", "⁻³", "₋₃"},
		{"a footnote in a bracket", "1)", "¹⁾", "₁₎"},
		{"a letter without a form leaves all as it is", "2а", "2а", "2а"},
		{"nothing", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := script.Raised(tt.in); got != tt.raised {
				t.Errorf("Raised(%q) = %q, want %q", tt.in, got, tt.raised)
			}
			if got := script.Lowered(tt.in); got != tt.lowered {
				t.Errorf("Lowered(%q) = %q, want %q", tt.in, got, tt.lowered)
			}
		})
	}
}
