namespace Gmlm.Reproduce.Export;

/// <summary>The paper that is reproduced, for files that other programs read.</summary>
internal static class Paper
{
    public const string Title =
        "Promises and Pitfalls of Generative Masked Language Modeling: Theoretical Framework and Practical Guidelines";

    public const string Address = "https://arxiv.org/abs/2407.21046";

    public static IReadOnlyList<string> Authors { get; } =
    [
        "Yuchen Li", "Alexandre Kirchmeyer", "Aashay Mehta", "Yilong Qin", "Boris Dadachev", "Kishore Papineni", "Sanjiv Kumar",
        "Andrej Risteski",
    ];
}
