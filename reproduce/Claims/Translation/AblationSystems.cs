using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>The distilled model with one setting of its training changed.</summary>
/// <param name="Name">The name of its checkpoint after <c>ablation-</c>.</param>
/// <param name="Label">The label in tables.</param>
internal sealed record TrainingAblation(string Name, string Label)
{
    /// <summary>The checkpoint.</summary>
    public string Checkpoint => $"ablation-{Name}";

    /// <summary>The name in metrics.</summary>
    public string System => $"training.{Name}";

    /// <summary>The baseline, from which each other one differs in one setting.</summary>
    public static TrainingAblation Baseline { get; } = new(
        "base", "as it is: density uniform in (0, 1), a mask per position, loss of all tokens, one stage, length by a token");

    /// <summary>All training ablations, the baseline first.</summary>
    public static IReadOnlyList<TrainingAblation> All { get; } =
    [
        Baseline,
        new("noise-15", "noise density 15 %"),
        new("noise-50", "noise density 50 %"),
        new("single-mask", "input: one mask for all positions"),
        new("random-input", "input: random words"),
        new("noise-loss", "loss of noised tokens"),
        new("mask-loss", "loss of masked tokens"),
        new("positional", "with positional attention"),
        new("no-correct", "no noised token left correct"),
        new("no-random", "no noised token replaced at random"),
        new("two-stages", "two stages of training"),
        new("affine", "length by an affine rule"),
        // The other models were trained with the teacher's unfinished translations among the targets.
        new("fertility", "length by fertilities (and no target without an end)"),
    ];
}

/// <summary>The headline decoding with one setting changed.</summary>
/// <param name="Name">The name in metrics.</param>
/// <param name="Label">The label in tables.</param>
/// <param name="Change">Changes the headline's settings.</param>
internal sealed record DecodingAblation(string Name, string Label, Func<ParallelSettings, ParallelSettings> Change)
{
    /// <summary>The name in metrics.</summary>
    public string System => $"decoding.{Name}";

    /// <summary>Whether the autoregressive teacher chooses among the candidates.</summary>
    public bool Rescored { get; init; }

    /// <summary>The checkpoint; null for the headline's.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether the references' lengths are given.</summary>
    public bool GoldLengths { get; init; }

    /// <summary>The headline decoding, from which each other one differs in one setting.</summary>
    public static DecodingAblation Headline { get; } = new(
        "headline", "as it is: least confident remasked, linear schedule, to the mask; 3 lengths", settings => settings);

    /// <summary>All decoding ablations, the headline first.</summary>
    public static IReadOnlyList<DecodingAblation> All { get; } =
    [
        Headline,
        Loop(
            "passthrough",
            "rejecter: nothing remasked, all rewritten",
            loop => loop with { Rejecter = new Passthrough(), Update = UpdateScheme.All }),
        Loop("stutter", "rejecter: stutter, all rewritten", loop => loop with { Rejecter = new Stutter(), Update = UpdateScheme.All }),
        Loop("all", "rejecter: linear schedule, all rewritten", loop => loop with { Update = UpdateScheme.All }),
        Loop("easy-first", "rejecter: linear schedule, kept words stay permanently", loop => loop with { Update = UpdateScheme.EasyFirst }),
        Loop("cosine", "rejecter: cosine schedule", loop => loop with { Rejecter = new CosineSchedule() }),
        Loop("bottom", "rejecter: a quarter each time", loop => loop with { Rejecter = ConstantSchedule.BottomPercent(25) }),
        Loop(
            "learned",
            "rejecter: learned, threshold 50 %",
            loop => loop with { Rejecter = new Learned() }) with { Checkpoint = "padir-rejecter-en-de" },
        // The best of 50, 70, 90 and 97 % on the validation sentences that the table leaves out.
        Loop(
            "learned-sure",
            "rejecter: learned, threshold 90 %",
            loop => loop with { Rejecter = new Learned(0.9) }) with { Checkpoint = "padir-rejecter-en-de" },
        Loop("previous", "remasked words keep their previous token as input", loop => loop with { Remasking = RemaskingScheme.Previous }),
        Loop(
            "summed",
            "remasked words get the argmax of summed logits as input",
            loop => loop with { Remasking = RemaskingScheme.SummedArgmax, Update = UpdateScheme.All }),
        Loop("remask-stutter", "stutter remasked too", loop => loop with { RemaskStutter = true }),
        Loop("one-length", "the most probable length alone", loop => loop with { TopKLengths = 1 }),
        Loop("five-lengths", "5 lengths", loop => loop with { TopKLengths = 5 }),
        Loop("two-go-on", "3 lengths, 2 of them kept after the first iteration", loop => loop with { KeptCandidates = 2 }),
        Loop("length-beam", "the most probable length and its two neighbours", loop => loop with { TopKLengths = 1, BeamLength = 3 }),
        new("rescored", "the teacher chooses among the 3 lengths", settings => settings) { Rescored = true },
        new("gold-length", "the reference's length (oracle)", settings => settings) { GoldLengths = true },
        new(
            "gibbs-jointly",
            "then 4 k-Gibbs steps: the 2 least confident, jointly",
            settings => settings with { Refinement = Refined(settings, jointly: true) }),
        new(
            "gibbs-apart",
            "then 4 k-Gibbs steps: the 2 least confident, independently",
            settings => settings with { Refinement = Refined(settings, jointly: false) }),
    ];

    private static DecodingAblation Loop(string name, string label, Func<DecodingOptions, DecodingOptions> change) =>
        new(name, label, settings => settings with { Loop = change(settings.Loop) });

    private static KGibbsOptions Refined(ParallelSettings settings, bool jointly) => new()
    {
        Positions =
            2, Steps =
                4, Jointly =
                    jointly, Choice =
                        KGibbsChoice.LeastConfident, Order =
                            KGibbsOrder.SurestFirst, Temperature =
                                0, Input = settings.Loop.Input, LengthAlpha = settings.Loop.LengthAlpha,
    };
}
