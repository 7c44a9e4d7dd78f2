package xpath

import "math"

func mathFunctions() map[string]builtin {
	return map[string]builtin{
		"pow":   number2(math.Pow),
		"log":   number1(math.Log),
		"log10": number1(log10),
		"exp":   number1(math.Exp),
		"exp10": number1(func(f float64) float64 { return math.Pow(10, f) }),
		"sqrt":  number1(math.Sqrt),
		"sin":   number1(math.Sin),
		"cos":   number1(math.Cos),
		"tan":   number1(math.Tan),
		"asin":  number1(math.Asin),
		"acos":  number1(math.Acos),
		"atan":  number1(math.Atan),
		"atan2": number2(math.Atan2),
		"pi":    {0, 0, func(*compiler, *call, []code) (code, error) { return constant(Number(math.Pi)), nil }},
	}
}

// log10 is exact for powers of ten, where math.Log10 is only near.
func log10(f float64) float64 {
	power := math.Log10(f)
	if whole := math.Round(power); math.Pow(10, whole) == f {
		return whole
	}
	return power
}
