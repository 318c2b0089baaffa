using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Decoding;

/// <summary>The token that a rejected position holds in the next iteration.</summary>
public enum RemaskingScheme
{
    /// <summary>The token before the first iteration: the mask or a random token.</summary>
    Initial,

    /// <summary>The token before this iteration.</summary>
    Previous,

    /// <summary>The argmax of the logits summed over all iterations so far, including this one.</summary>
    SummedArgmax,
}

/// <summary>The positions that an iteration writes.</summary>
public enum UpdateScheme
{
    /// <summary>All positions, including those with words (PaDIR).</summary>
    All,

    /// <summary>
    /// The rejected positions. A kept word keeps its confidence, and may be rejected later (Mask-Predict, Ghazvininejad et al. 2019).
    /// </summary>
    Rejected,

    /// <summary>The rejected positions. A word that was kept once is never rejected (easy-first; MaskGIT, Chang et al. 2022).</summary>
    EasyFirst,
}

/// <summary>
/// The confidence at a position, which rejecters compare. Each measure is at most 0, where 0 is certain. Scores are ln p whatever
/// the measure.
/// </summary>
public enum ConfidenceMeasure
{
    /// <summary>ln p of the token written.</summary>
    Probability,

    /// <summary>ln (p₁ − p₂) for the two likeliest tokens.</summary>
    Margin,

    /// <summary>−H, with the entropy H = −Σ p ln p in nats.</summary>
    Entropy,
}

/// <summary>The units that a rejecter accepts or rejects on a canvas.</summary>
public enum CanvasUnit
{
    /// <summary>Cells, whether they hold words or blanks.</summary>
    Cells,

    /// <summary>
    /// Words, each with the confidence of its most confident cell. Blanks are rejected until the last iteration, because they are the most
    /// confident cells, and keeping them first would fix too short a length.
    /// </summary>
    Words,
}

/// <summary>The settings of the decoding loop. Immutable; <see cref="Checked"/> refuses values out of range.</summary>
public sealed record DecodingOptions
{
    /// <summary>Below this temperature the likeliest token is written.</summary>
    public const double ArgmaxBelow = 1e-4;

    /// <summary>S ≥ 1: the largest number of network evaluations of a sequence.</summary>
    public int Iterations { get; init; } = 4;

    /// <summary>T ≥ 0: tokens are drawn from softmax(logits / T); below 10⁻⁴ the likeliest token is written.</summary>
    public double Temperature { get; init; }

    /// <summary>k ≥ 1: draw only from the k likeliest tokens. Excludes <see cref="TopP"/>.</summary>
    public int? TopK { get; init; }

    /// <summary>p in (0, 1]: draw only from the fewest tokens that have probability p together. Excludes <see cref="TopK"/>.</summary>
    public double? TopP { get; init; }

    /// <summary>Decides which positions are rejected after an iteration.</summary>
    public Rejecter Rejecter { get; init; } = new Passthrough();

    /// <summary>The confidence that the rejecter compares; <see cref="Learned"/> uses the trained rejecter's probability instead.</summary>
    public ConfidenceMeasure Confidence { get; init; } = ConfidenceMeasure.Probability;

    /// <summary>
    /// φ in [0, 1], for <see cref="UpdateScheme.EasyFirst"/>: a kept word is overwritten by another word that has at least this
    /// probability. Every iteration then needs the logits of all positions. Null: kept words are not overwritten.
    /// </summary>
    public double? EditAbove { get; init; }

    /// <summary>The token that rejected positions hold in the next iteration.</summary>
    public RemaskingScheme Remasking { get; init; } = RemaskingScheme.Initial;

    /// <summary>The positions that an iteration writes.</summary>
    public UpdateScheme Update { get; init; } = UpdateScheme.All;

    /// <summary>Whether tokens equal to their left neighbours are rejected as well, even after the last iteration.</summary>
    public bool RemaskStutter { get; init; }

    /// <summary>
    /// Whether a sequence is finished when an iteration neither changes nor rejects a token, or when further iterations cannot change it.
    /// If tokens are drawn at random, the first condition is a stopping rule: a further iteration might have changed the sequence.
    /// </summary>
    public bool StopAtFixedPoint { get; init; }

    /// <summary>The decoder's input before the first iteration.</summary>
    public InputScheme Input { get; init; } = InputScheme.Mask;

    /// <summary>
    /// τ ≥ 0: in iteration i = 0 … S − 1, τ·(1 − (i + 1)/S)·Gumbel(0, 1) is added to every confidence before tokens are rejected.
    /// </summary>
    public double ConfidenceNoise { get; init; }

    /// <summary>The number of likeliest lengths among the candidate lengths; at least 1.</summary>
    public int TopKLengths { get; init; } = 1;

    /// <summary>b, odd and at least 1: around each of the likeliest lengths, the lengths with offsets −b/2 … b/2 are candidates.</summary>
    public int BeamLength { get; init; } = 1;

    /// <summary>
    /// The number of candidates with different random inputs for each length; at least 1, and more than 1 only
    /// with <see cref="InputScheme.Random"/>.
    /// </summary>
    public int ParallelDecodes { get; init; } = 1;

    /// <summary>
    /// The number of candidates of a source that are kept after the first iteration, by their scores; at least 1, null for all. Fewer are
    /// faster, but may drop the candidate that would have won.
    /// </summary>
    public int? KeptCandidates { get; init; }

    /// <summary>The longest target in words, without the end token; at least 1.</summary>
    public int MaxLength { get; init; } = 255;

    /// <summary>
    /// α ≥ 0: sums of log-probabilities are divided by ((5 + length)/6)^α (Wu et al. 2016); null compares the sums themselves.
    /// </summary>
    public double? LengthAlpha { get; init; }

    /// <summary>The units that the rejecter accepts or rejects on a canvas.</summary>
    public CanvasUnit CanvasUnit { get; init; } = CanvasUnit.Words;

    /// <summary>
    /// Subtracted from the blank's logit on a canvas, before tokens, confidences and scores are computed; a larger bias gives longer texts.
    /// Null: the bias of the model's checkpoint, or 0.
    /// </summary>
    public double? BlankBias { get; init; }

    /// <summary>Whether the likeliest token is written instead of a drawn one.</summary>
    public bool IsArgmax => Temperature < ArgmaxBelow;

    /// <summary>Returns these options if each value is in its range.</summary>
    /// <exception cref="DecodingException">A value is out of its range.</exception>
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
        Require(nameof(LengthAlpha), LengthAlpha, LengthNormalisation.IsAllowed(LengthAlpha), LengthNormalisation.Range);
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

    /// <summary>
    /// Returns these options if each value is in its range and allowed on a canvas, whose number of cells follows from the source.
    /// </summary>
    /// <exception cref="DecodingException">A value is out of its range.</exception>
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
