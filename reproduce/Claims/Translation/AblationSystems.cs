using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>The distilled model with one choice of its training made otherwise.</summary>
/// <param name="Name">Of its checkpoint, behind <c>ablation-</c>.</param>
/// <param name="Label">For tables.</param>
internal sealed record TrainingChoice(string Name, string Label)
{
    /// <summary>Its checkpoint.</summary>
    public string Checkpoint => $"ablation-{Name}";

    /// <summary>For metrics.</summary>
    public string System => $"training.{Name}";

    /// <summary>What the others differ from in one choice.</summary>
    public static TrainingChoice Basis { get; } = new("base", "as it is: density uniform in (0, 1), a mask per position, loss of all tokens, one stage, length by a token");

    /// <summary>All of them, the basis first.</summary>
    public static IReadOnlyList<TrainingChoice> All { get; } =
    [
        Basis,
        new("noise-15", "noise density 15 %"),
        new("noise-50", "noise density 50 %"),
        new("single-mask", "input: one mask for all positions"),
        new("random-input", "input: random words"),
        new("noise-loss", "loss of noised tokens"),
        new("mask-loss", "loss of masked tokens"),
        new("positional", "with positional attention"),
        new("no-correct", "no noised token shown right"),
        new("no-random", "no noised token replaced at random"),
        new("two-stages", "two stages of training"),
        new("affine", "length by an affine rule"),
        new("fertility", "length by fertilities (and no target without an end)"), // The others were trained with the teacher's endless translations among the targets.
    ];
}

/// <summary>The headline decoding with one choice made otherwise.</summary>
/// <param name="Name">For metrics.</param>
/// <param name="Label">For tables.</param>
/// <param name="Change">From the headline's settings.</param>
internal sealed record DecodingChoice(string Name, string Label, Func<ParallelSettings, ParallelSettings> Change)
{
    /// <summary>For metrics.</summary>
    public string System => $"decoding.{Name}";

    /// <summary>Whether the autoregressive teacher chooses among the candidates.</summary>
    public bool Rescored { get; init; }

    /// <summary>The checkpoint, where it is not the headline's.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether the references' lengths are given.</summary>
    public bool GoldLengths { get; init; }

    /// <summary>What the others differ from in one choice.</summary>
    public static DecodingChoice Headline { get; } = new("headline", "as it is: least confident undone, linear schedule, to the mask; 3 lengths", settings => settings);

    /// <summary>All of them, the headline first.</summary>
    public static IReadOnlyList<DecodingChoice> All { get; } =
    [
        Headline,
        Loop("passthrough", "rejecter: nothing undone, all written anew", loop => loop with { Rejecter = new Passthrough(), Update = UpdateScheme.All }),
        Loop("stutter", "rejecter: stutter, all written anew", loop => loop with { Rejecter = new Stutter(), Update = UpdateScheme.All }),
        Loop("all", "rejecter: linear schedule, all written anew", loop => loop with { Update = UpdateScheme.All }),
        Loop("easy-first", "rejecter: linear schedule, what is kept stays for good", loop => loop with { Update = UpdateScheme.EasyFirst }),
        Loop("cosine", "rejecter: cosine schedule", loop => loop with { Rejecter = new CosineSchedule() }),
        Loop("bottom", "rejecter: a quarter each time", loop => loop with { Rejecter = ConstantSchedule.BottomPercent(25) }),
        Loop("learned", "rejecter: learned, what is wrong in its eyes", loop => loop with { Rejecter = new Learned() }) with { Checkpoint = "padir-rejecter-en-de" },
        Loop("learned-sure", "rejecter: learned, what is not right in its eyes with 90 %", loop => loop with { Rejecter = new Learned(0.9) }) with { Checkpoint = "padir-rejecter-en-de" }, // Of 50, 70, 90 and 97 % the best on the sentences between these.
        Loop("previous", "undone words hold what they held before", loop => loop with { Remasking = RemaskingScheme.Previous }),
        Loop("summed", "undone words hold the argmax of summed logits", loop => loop with { Remasking = RemaskingScheme.SummedArgmax, Update = UpdateScheme.All }),
        Loop("remask-stutter", "stutter undone besides", loop => loop with { RemaskStutter = true }),
        Loop("one-length", "the likeliest length alone", loop => loop with { TopKLengths = 1 }),
        Loop("five-lengths", "5 lengths", loop => loop with { TopKLengths = 5 }),
        Loop("two-go-on", "3 lengths, 2 go on after the first iteration", loop => loop with { KeptCandidates = 2 }),
        Loop("length-beam", "the likeliest length and its two neighbours", loop => loop with { TopKLengths = 1, BeamLength = 3 }),
        new("rescored", "the teacher chooses among the 3 lengths", settings => settings) { Rescored = true },
        new("gold-length", "the reference's length (oracle)", settings => settings) { GoldLengths = true },
        new("gibbs-jointly", "then 4 k-Gibbs steps: the 2 least confident, jointly", settings => settings with { Refinement = Refined(settings, jointly: true) }),
        new("gibbs-apart", "then 4 k-Gibbs steps: the 2 least confident, each by itself", settings => settings with { Refinement = Refined(settings, jointly: false) }),
    ];

    private static DecodingChoice Loop(string name, string label, Func<DecodingOptions, DecodingOptions> change) => new(name, label, settings => settings with { Loop = change(settings.Loop) });

    private static KGibbsOptions Refined(ParallelSettings settings, bool jointly) => new()
    {
        Positions = 2, Steps = 4, Jointly = jointly, Choice = KGibbsChoice.LeastConfident, Order = KGibbsOrder.SurestFirst, Temperature = 0, Input = settings.Loop.Input, BrevityAlpha = settings.Loop.BrevityAlpha,
    };
}
