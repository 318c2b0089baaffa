namespace Gmlm.Reproduce.Report;

/// <summary>The headings of the report's sections, and the names of the origins and verdicts in words.</summary>
internal static class Headings
{
    private static readonly (string Origin, string Name)[] Origins =
    [
        ("paper", "the paper's own words"),
        ("reconstructed", "the paper's claims in our words"),
        ("literature", "facts that its proofs need"),
        ("beyond", "beyond the paper"),
        ("implementation", "our implementation: definitions, checksums"),
    ];

    /// <summary>The heading of the claims whose places begin with a letter.</summary>
    public static string Section(string letter) => letter switch
    {
        "A" => "Objectives and sample efficiency",
        "B" => "Functional inequalities",
        "C" => "From conditionals to the joint",
        "D" => "Inference: what one parallel step can do",
        "F" => "The paper's figures",
        "T" => "Translation",
        _ => "Further results",
    };

    /// <summary>What the claims of an origin are.</summary>
    public static string Origin(string origin) => Origins[PlaceOfOrigin(origin)].Name;

    /// <summary>The place of an origin in the table of origins, from 0.</summary>
    public static int PlaceOfOrigin(string origin) => Array.FindIndex(Origins, known => known.Origin == origin);

    /// <summary>A verdict of the model as it is written: "not-run" is "not run".</summary>
    public static string Verdict(string verdict) => verdict.Replace('-', ' ');
}
