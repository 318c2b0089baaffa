using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Decoding;

/// <summary>What rejected positions hold in the next iteration.</summary>
public enum RemaskingScheme
{
    /// <summary>What they held before the first: the mask, or a random token.</summary>
    Initial,

    /// <summary>What they held before this iteration.</summary>
    Previous,

    /// <summary>argmax of the logits summed over the iterations so far, this one included.</summary>
    SummedArgmax,
}

/// <summary>Which positions an iteration writes.</summary>
public enum UpdateScheme
{
    /// <summary>All of them, the words that are there included (PaDIR).</summary>
    All,

    /// <summary>
    /// Those rejected before. A word that was kept stays with its old confidence, and may be rejected later (Mask-Predict, Ghazvininejad et
    /// al. 2019).
    /// </summary>
    Rejected,

    /// <summary>Those rejected before. A word once kept stays for good (easy-first; MaskGIT, Chang et al. 2022).</summary>
    EasyFirst,
}

/// <summary>
/// How sure the model is of a position, as rejecters see it. The logarithm is taken of each, so that 0 is certain. Scores are ln p in any
/// case.
/// </summary>
public enum ConfidenceMeasure
{
    /// <summary>ln p of the token written.</summary>
    Probability,

    /// <summary>ln (p₁ − p₂), of the two likeliest tokens.</summary>
    Margin,

    /// <summary>−H, H = −Σ p ln p in nats.</summary>
    Entropy,
}

/// <summary>What a rejecter judges on a canvas.</summary>
public enum CanvasUnit
{
    /// <summary>Cells, words and blanks alike.</summary>
    Cells,

    /// <summary>
    /// Words, each by the surest of its cells. Blanks stay open until the last iteration: they are the surest cells, and kept first they
    /// would settle a length that is too short.
    /// </summary>
    Words,
}

/// <summary>All choices of the decoding loop. Immutable; <see cref="Checked"/> refuses what is out of range.</summary>
public sealed record DecodingOptions
{
    /// <summary>Below this temperature the likeliest token is taken.</summary>
    public const double ArgmaxBelow = 1e-4;

    /// <summary>S ≥ 1: how often the network runs over a sequence, at most.</summary>
    public int Iterations { get; init; } = 4;

    /// <summary>T ≥ 0: tokens are drawn from softmax(logits / T); argmax below 10⁻⁴.</summary>
    public double Temperature { get; init; }

    /// <summary>Draw from the k likeliest tokens only; not together with <see cref="TopP"/>.</summary>
    public int? TopK { get; init; }

    /// <summary>Draw from the fewest tokens that have probability p together, in (0, 1]; not together with <see cref="TopK"/>.</summary>
    public double? TopP { get; init; }

    /// <summary>Which positions an iteration undoes.</summary>
    public Rejecter Rejecter { get; init; } = new Passthrough();

    /// <summary>What the rejecter takes for a position's confidence, unless it is a learned one.</summary>
    public ConfidenceMeasure Confidence { get; init; } = ConfidenceMeasure.Probability;

    /// <summary>
    /// φ in [0, 1], for <see cref="UpdateScheme.EasyFirst"/>: a word that was kept is overwritten where another has at least this
    /// probability. All positions are asked for in every iteration then. Null: what is kept stays.
    /// </summary>
    public double? EditAbove { get; init; }

    /// <summary>What rejected positions hold next.</summary>
    public RemaskingScheme Remasking { get; init; } = RemaskingScheme.Initial;

    /// <summary>Which positions are written.</summary>
    public UpdateScheme Update { get; init; } = UpdateScheme.All;

    /// <summary>Rejects tokens equal to their left neighbours besides, even after the last iteration.</summary>
    public bool RemaskStutter { get; init; }

    /// <summary>
    /// A sequence leaves the batch when an iteration changed and rejected nothing, or nothing would change any more. When tokens are drawn
    /// at random, the first of these is a rule for stopping and not a proof that nothing more would have changed.
    /// </summary>
    public bool StopAtFixedPoint { get; init; }

    /// <summary>What the decoder sees first.</summary>
    public InputScheme Input { get; init; } = InputScheme.Mask;

    /// <summary>
    /// τ ≥ 0: before rejecting, τ·(1 − (i + 1)/S)·Gumbel(0, 1) is added to the confidences, ln p of the tokens written, in iteration i = 0
    /// … S − 1.
    /// </summary>
    public double ConfidenceNoise { get; init; }

    /// <summary>How many of the likeliest lengths are tried; at least 1.</summary>
    public int TopKLengths { get; init; } = 1;

    /// <summary>How many lengths are tried around each of them: offsets −b/2 … b/2; odd.</summary>
    public int BeamLength { get; init; } = 1;

    /// <summary>How many random inputs are tried for each length; more than 1 only with <see cref="InputScheme.Random"/>.</summary>
    public int ParallelDecodes { get; init; } = 1;

    /// <summary>
    /// How many candidates of a source go on after the first iteration, those with the highest scores; at least 1, null: all. It saves
    /// time, and some of the best translations, which are not yet the best then.
    /// </summary>
    public int? KeptCandidates { get; init; }

    /// <summary>The longest target, without its end; at least 1.</summary>
    public int MaxLength { get; init; } = 255;

    /// <summary>α ≥ 0: scores are divided by ((5 + length)/6)^α (Wu et al. 2016); null compares sums.</summary>
    public double? BrevityAlpha { get; init; }

    /// <summary>What the rejecter judges, where a canvas is decoded.</summary>
    public CanvasUnit CanvasUnit { get; init; } = CanvasUnit.Words;

    /// <summary>
    /// Subtracted from the blank's logit wherever a canvas is decoded, so that choice, confidence and score agree: more makes longer texts.
    /// Null: as the model's checkpoint says, or 0.
    /// </summary>
    public double? BlankBias { get; init; }

    /// <summary>Whether the likeliest token is taken.</summary>
    public bool IsArgmax => Temperature < ArgmaxBelow;

    /// <summary>These options, if each is in its range.</summary>
    /// <exception cref="DecodingException">One is not.</exception>
    public DecodingOptions Checked()
    {
        Require(nameof(Iterations), Iterations, Iterations >= 1, "at least 1");
        Require(nameof(Temperature), Temperature, Temperature >= 0 && double.IsFinite(Temperature), "finite and at least 0");
        Require(nameof(TopK), TopK, TopK is null or >= 1, "at least 1");
        Require(nameof(TopP), TopP, TopP is null or (> 0 and <= 1), "greater than 0 and at most 1");
        Require(
            nameof(ConfidenceNoise), ConfidenceNoise, ConfidenceNoise >= 0 && double.IsFinite(ConfidenceNoise), "finite and at least 0");
        Require(nameof(TopKLengths), TopKLengths, TopKLengths >= 1, "at least 1");
        Require(nameof(BeamLength), BeamLength, BeamLength >= 1 && BeamLength % 2 == 1, "odd and at least 1");
        Require(nameof(ParallelDecodes), ParallelDecodes, ParallelDecodes >= 1, "at least 1");
        Require(nameof(KeptCandidates), KeptCandidates, KeptCandidates is null or >= 1, "at least 1");
        Require(nameof(MaxLength), MaxLength, MaxLength >= 1, "at least 1");
        Require(nameof(BrevityAlpha), BrevityAlpha, BrevityPenalty.IsAllowed(BrevityAlpha), BrevityPenalty.Range);
        Require(nameof(Confidence), Confidence, Enum.IsDefined(Confidence), "one of the measures");
        Require(nameof(EditAbove), EditAbove, EditAbove is null or (>= 0 and <= 1), "from 0 to 1");
        Refuse(
            EditAbove is not null && Update != UpdateScheme.EasyFirst,
            "EditAbove overwrites words that are kept for good; Update must then be EasyFirst");
        Refuse(
            Rejecter is EntropyBound
                && Confidence != ConfidenceMeasure.Entropy, "Rejecter is EntropyBound; Confidence must then be Entropy");
        Require(nameof(BlankBias), BlankBias, BlankBias is not { } bias || double.IsFinite(bias), "finite");
        Require(nameof(CanvasUnit), CanvasUnit, Enum.IsDefined(CanvasUnit), "one of the units");
        Require(nameof(Remasking), Remasking, Enum.IsDefined(Remasking), "one of the schemes");
        Require(nameof(Update), Update, Enum.IsDefined(Update), "one of the schemes");
        Require(nameof(Input), Input, Enum.IsDefined(Input), "one of the schemes");
        Refuse(TopK is not null && TopP is not null, "TopK and TopP are both set; choose one");
        Refuse(IsArgmax && (TopK ?? TopP) is not null, "TopK and TopP are for drawing tokens; Temperature must then be at least 0.0001");
        Refuse(
            ParallelDecodes > 1 && Input != InputScheme.Random,
            "ParallelDecodes above 1 start from different random tokens; Input must then be Random");
        Rejecter.Check();
        return this;
    }

    /// <summary>These options, if each is in its range and can be used on a canvas, whose size is no choice.</summary>
    /// <exception cref="DecodingException">One is not.</exception>
    internal DecodingOptions CheckedForCanvas()
    {
        Require(nameof(TopKLengths), TopKLengths, TopKLengths == 1, "1 on a canvas, which has one size");
        Require(nameof(BeamLength), BeamLength, BeamLength == 1, "1 on a canvas, which has one size");
        Require(nameof(Input), Input, Input != InputScheme.Random, "Mask or MaskRange on a canvas");
        return Checked();
    }

    internal static void Require(string name, object? value, bool holds, string range) =>
        Refuse(!holds, FormattableString.Invariant($"{name} is {value}; it must be {range}"));

    private static void Refuse(bool refused, string message)
    {
        if (refused)
        {
            throw new DecodingException(message);
        }
    }
}
