namespace Gmlm.Padir.Configuration;

/// <summary>How the length of a target is predicted from its source.</summary>
public enum LengthPredictorKind
{
    /// <summary>
    /// A [LENGTH] token precedes the source, and its encoder state is compared with one embedding per length (Ghazvininejad et al. 2019).
    /// </summary>
    Token,

    /// <summary>An affine function of the source length, fitted by least squares.</summary>
    Affine,

    /// <summary>The sum over the source tokens of a number of target tokens, predicted from each one's encoder state.</summary>
    Fertility,

    /// <summary>No prediction: the gold length is used. Every result obtained with it must say so.</summary>
    Oracle,

    /// <summary>
    /// No prediction: the decoder fills a canvas of a fixed number of cells for each source token, each with a word or a blank, and the
    /// length is that of the canvas's text (beyond the paper; Libovický and Helcl 2018, Saharia et al. 2020).
    /// </summary>
    Canvas,
}

/// <summary>Settings of the length predictor.</summary>
public sealed record LengthOptions
{
    /// <summary>The kind of predictor.</summary>
    public LengthPredictorKind Predictor { get; init; } = LengthPredictorKind.Token;

    /// <summary>The longest target in words, without the end token; at least 1.</summary>
    public int MaxLength { get; init; } = 255;

    /// <summary>For Fertility: f ≥ 0, where a source token gives 1 + δ target tokens with δ from −f − 1 to f.</summary>
    public int FertilityRange { get; init; } = 3;

    /// <summary>For Canvas: f in [1, 8], the cells for each source token.</summary>
    public double CanvasFactor { get; init; } = 2;

    /// <summary>For Canvas: c from 0 to 64, the number of further cells.</summary>
    public int CanvasExtra { get; init; } = 2;

    /// <summary>Whether the decoder fills a canvas.</summary>
    public bool IsCanvas => Predictor == LengthPredictorKind.Canvas;

    /// <summary>T = ⌈f n⌉ + c, at most <see cref="MaxLength"/>: the cells for a source of n tokens, without end.</summary>
    public int Cells(int source) => (int)Math.Min(MaxLength, Math.Ceiling(CanvasFactor * source) + CanvasExtra);

    internal void Check()
    {
        Checks.Require("lengths.predictor", Predictor, Enum.IsDefined(Predictor), "one of the predictors");
        Checks.Require("lengths.maxLength", MaxLength, MaxLength is >= 1 and <= 1 << 16, "from 1 to 65536");
        Checks.Require("lengths.fertilityRange", FertilityRange, FertilityRange is >= 0 and <= 64, "from 0 to 64");
        Checks.Require("lengths.canvasFactor", CanvasFactor, CanvasFactor is >= 1 and <= 8, "from 1 to 8");
        Checks.Require("lengths.canvasExtra", CanvasExtra, CanvasExtra is >= 0 and <= 64, "from 0 to 64");
    }
}
