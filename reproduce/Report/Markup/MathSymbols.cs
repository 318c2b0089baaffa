using System.Text;

namespace Gmlm.Reproduce.Report.Markup;

/// <summary>The names of Typst's mathematics that the report uses, and the characters they stand for.</summary>
internal static class MathSymbols
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ", ["epsilon"] = "ε", ["zeta"] = "ζ", ["eta"] = "η",
        ["theta"] = "θ", ["iota"] = "ι", ["kappa"] = "κ", ["lambda"] = "λ", ["mu"] = "μ", ["nu"] = "ν", ["xi"] = "ξ", ["pi"] = "π",
        ["rho"] = "ρ",
        ["sigma"] = "σ", ["tau"] = "τ", ["phi"] = "φ", ["chi"] = "χ", ["psi"] = "ψ", ["omega"] = "ω", ["Gamma"] = "Γ", ["Delta"] = "Δ",
        ["Theta"] = "Θ", ["Lambda"] = "Λ", ["Xi"] = "Ξ", ["Pi"] = "Π", ["Sigma"] = "Σ", ["Phi"] = "Φ", ["Psi"] = "Ψ", ["Omega"] = "Ω",
        ["EE"] = "𝔼", ["NN"] = "ℕ", ["PP"] = "ℙ", ["RR"] = "ℝ", ["ZZ"] = "ℤ", ["nabla"] = "∇", ["partial"] = "∂",
        ["infinity"] = "∞", ["oo"] = "∞", ["sum"] = "∑", ["product"] = "∏", ["integral"] = "∫", ["dot"] = "·", ["dot.op"] = "·",
        ["dots"] = "…", ["times"] = "×",
        ["tilde"] = "∼", ["slash"] = "/", ["prop"] = "∝", ["approx"] = "≈", ["equiv"] = "≡", ["prec.eq"] = "⪯", ["succ.eq"] = "⪰",
        ["succ"] = "≻",
        ["plus"] = "+", ["minus"] = "−", ["plus.minus"] = "±", ["minus.plus"] = "∓", ["in"] = "∈", ["in.not"] = "∉", ["subset"] = "⊂",
        ["subset.eq"] = "⊆", ["union"] = "∪", ["sect"] = "∩", ["inter"] = "∩", ["without"] = "∖", ["emptyset"] = "∅", ["forall"] = "∀",
        ["exists"] = "∃", ["and"] = "∧", ["or"] = "∨", ["not"] = "¬", ["arrow.r"] = "→", ["arrow.l"] = "←", ["prime"] = "′", ["star"] = "⋆",
        ["ell"] = "ℓ", ["thin"] = "\u2009", ["med"] = "\u2005", ["quad"] = "\u2003", ["lt"] = "<", ["gt"] = ">",
        ["bar.v"] = "|", ["dagger"] = "†",
    };

    // Names that are written as they are, upright, with a space before their argument.
    private static readonly HashSet<string> Operators =
    [
        "arg", "cosh", "det", "dim", "exp", "inf", "ker", "lim", "ln", "log", "max", "min", "mod", "Pr", "sinh", "sup", "tanh", "tr",
    ];

    private static readonly string[] Signs = ["<->", "...", "||", "<=", ">=", "!=", "->", "<-", "=>", ":="];

    private static readonly Dictionary<string, string> SignsAsWritten = new()
    {
        ["<->"] = "↔", ["..."] = "…", ["||"] = "‖", ["<="] = "≤", [">="] = "≥", ["!="] = "≠", ["->"] = "→", ["<-"] = "←", ["=>"] = "⇒",
        [":="] = "≔", ["-"] = "−", ["'"] = "′", ["~"] = "∼",
    };

    // The script letters that are not in Unicode's block of script letters.
    private static readonly Dictionary<char, string> Scripts = new()
    {
        ['B'] = "ℬ", ['E'] = "ℰ", ['F'] = "ℱ", ['H'] = "ℋ", ['I'] = "ℐ", ['L'] = "ℒ", ['M'] = "ℳ", ['R'] = "ℛ",
    };

    private static readonly Dictionary<char, string> DoubleStruck = new()
    {
        ['C'] = "ℂ", ['H'] = "ℍ", ['N'] = "ℕ", ['P'] = "ℙ", ['Q'] = "ℚ", ['R'] = "ℝ", ['Z'] = "ℤ",
    };

    /// <summary>The characters of a name such as <c>theta</c>; null for a name that is not known.</summary>
    public static string? Of(string name) => Names.GetValueOrDefault(name);

    /// <summary>Whether a name is a function's that is written as it is, such as <c>log</c>.</summary>
    public static bool IsOperator(string name) => Operators.Contains(name);

    /// <summary>The sign of several characters, such as <c>&lt;=</c>, that begins at a place of a formula; null if there is none.</summary>
    public static string? SignAt(string formula, int place) =>
        Array.Find(Signs, sign => string.CompareOrdinal(formula, place, sign, 0, sign.Length) == 0);

    /// <summary>A sign as it is printed, for example ≤ for <c>&lt;=</c>.</summary>
    public static string Printed(string sign) => SignsAsWritten.GetValueOrDefault(sign, sign);

    /// <summary>A text with its capital letters in script.</summary>
    public static string Script(string text) => Styled(text, Scripts, 0x1D49C);

    /// <summary>A text with its capital letters double-struck.</summary>
    public static string Struck(string text) => Styled(text, DoubleStruck, 0x1D538);

    private static string Styled(string text, Dictionary<char, string> exceptions, int first)
    {
        var styled = new StringBuilder();
        foreach (var letter in text)
            styled.Append(!char.IsAsciiLetterUpper(letter) ? letter.ToString()
                : exceptions.TryGetValue(letter, out var exception) ? exception
                : char.ConvertFromUtf32(first + letter - 'A'));
        return styled.ToString();
    }
}
