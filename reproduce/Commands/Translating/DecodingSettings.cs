using System.CommandLine;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Reproduce.Claims.Translation;
using Gmlm.Reproduce.Commands.Options;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary>The command line's options of the decoding loop.</summary>
internal static class DecodingSettings
{
    // Upper limits far beyond useful values. They are low enough that a mistyped number ends with an error and not with hours of work or
    // exhausted memory.
    private const int MostSteps = 1000;
    private const int MostLengths = 255;
    private const int MostCandidates = 1000;
    private const int MostWords = 1_000_000;
    private const double MostOfANumber = 1000;

    private const string Rejecters =
        "passthrough, linear, cosine, blocks, stutter, learned, learned:P, bottom:N, bottom-percent:P, threshold:P or entropy:NATS";

    // The defaults are the settings of the report's tables.
    private static readonly DecodingOptions Usual = HeadlineDecoding.Loop(HeadlineDecoding.UsualSteps, InputScheme.Mask);

    private static readonly Option<int?> Steps = Whole(
        "--steps", $"iterations, at most {MostSteps} (default: {Usual.Iterations})", MostSteps);
    private static readonly Option<Rejecter> Rejecter = TypedOption.Read(
        "--rejecter", $"{Rejecters} (default: linear)", "NAME", RejecterOf, $"is not a rejecter; choose {Rejecters}");
    private static readonly Option<UpdateScheme?> Update = TypedOption.OneOf(
        "--update",
        "the positions that an iteration writes: all, rejected or easy-first (default: rejected)",
        "choice",
        new Dictionary<string, UpdateScheme?>
        {
            ["all"] = UpdateScheme.All, ["rejected"] = UpdateScheme.Rejected, ["easy-first"] = UpdateScheme.EasyFirst,
        });
    private static readonly Option<ConfidenceMeasure?> Confidence = TypedOption.OneOf(
        "--confidence",
        "what rejecters judge positions by: probability, margin or entropy (default: probability; entropy for entropy:NATS)",
        "choice",
        new Dictionary<string, ConfidenceMeasure?>
        {
            ["probability"] = ConfidenceMeasure.Probability, ["margin"] = ConfidenceMeasure.Margin, ["entropy"] = ConfidenceMeasure.Entropy,
        });
    private static readonly Option<double?> Edit = Number(
        "--edit",
        "with --update easy-first: overwrite kept words where another has at least this probability (default: never)",
        "P",
        most: 1);
    private static readonly Option<CanvasUnit?> CanvasUnits = TypedOption.OneOf(
        "--canvas-unit",
        "for a model that fills a canvas, what rejecters judge: words or cells (default: words)",
        "choice",
        new Dictionary<string, CanvasUnit?> { ["words"] = CanvasUnit.Words, ["cells"] = CanvasUnit.Cells });
    private static readonly Option<double?> Bias = Number(
        "--blank-bias", "for a model that fills a canvas, subtracted from the logit of the blank (default: the checkpoint's)", "X");
    private static readonly Option<RemaskingScheme?> Remasking = TypedOption.OneOf(
        "--remasking",
        "the next input at rejected positions: initial, previous or summed-argmax (default: initial)",
        "choice",
        new Dictionary<string, RemaskingScheme?>
        {
            ["initial"] = RemaskingScheme.Initial,
            ["previous"] = RemaskingScheme.Previous,
            ["summed-argmax"] = RemaskingScheme.SummedArgmax,
        });
    private static readonly Option<bool> RemaskStutter = new("--remask-stutter")
    {
        Description = "also reject words equal to their left neighbours, after the last iteration too",
    };
    private static readonly Option<int?> Lengths = Whole(
        "--lengths",
        $"number of length candidates, the most probable lengths; at most {MostLengths} (default: {Usual.TopKLengths})",
        MostLengths);
    private static readonly Option<int?> LengthBeam = Whole(
        "--length-beam",
        $"lengths around each length candidate, an odd number, at most {MostLengths} (default: {Usual.BeamLength})",
        MostLengths);
    private static readonly Option<int?> Kept = Whole(
        "--keep",
        $"number of a sentence's candidates kept after the first iteration, at most {MostCandidates} (default: all)",
        MostCandidates);
    private static readonly Option<double?> Alpha = Number(
        "--alpha",
        FormattableString.Invariant(
            $"length normalisation: a candidate's score is divided by ((5 + length)/6)^alpha (default: {Usual.LengthAlpha})"),
        "X");
    private static readonly Option<double?> Temperature = Number(
        "--temperature", "draw words from softmax(logits/T); 0 takes the most probable word (default: 0)", "T");
    private static readonly Option<int?> TopK = Whole(
        "--top-k", $"draw from the k most probable words, at most {MostWords}", MostWords, "K");
    private static readonly Option<double?> TopP = Number("--top-p", "draw from the most probable words whose probabilities sum to p", "P");
    private static readonly Option<double?> Noise = Number(
        "--noise", "scale of the Gumbel noise added to confidences before rejecting; it falls to 0 (default: 0)", "T");
    private static readonly Option<int?> Decodes = Whole(
        "--decodes",
        $"number of random initial inputs per length, for a model that reads random words, at most {MostCandidates}",
        MostCandidates);

    private static readonly Option[] All =
    [
        Steps, Rejecter, Update, Confidence, Edit, Remasking, RemaskStutter, Lengths, LengthBeam, Kept, CanvasUnits, Bias, Alpha,
        Temperature, TopK, TopP,
        Noise, Decodes,
    ];

    /// <summary>Adds the options that <see cref="Read"/> reads.</summary>
    public static Command WithDecoding(this Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }

        return command;
    }

    /// <summary>The name of the first decoding option on the command line; null if there is none.</summary>
    public static string? Given(ParseResult parse) => All.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>Reads the options into the settings of the decoding loop.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="config">The model's: how its input was hidden in training, and whether it fills a canvas.</param>
    /// <exception cref="UserError">The options together ask for too many candidates, or for what this model has not.</exception>
    public static DecodingOptions Read(ParseResult parse, PadirConfig config)
    {
        foreach (var option in config.IsCanvas ? [Lengths, LengthBeam] : (Option[])[CanvasUnits, Bias])
        {
            if (parse.GetResult(option) is { Implicit: false })
            {
                throw UserError.Usage(config.IsCanvas
                    ? $"{option.Name}: the model fills a canvas of one size for each sentence; leave the option out"
                    : $"{option.Name}: the model predicts lengths and fills no canvas; leave the option out");
            }
        }

        var rejecter = parse.GetValue(Rejecter) ?? Usual.Rejecter;
        var options = Usual with
        {
            Iterations = parse.GetValue(Steps) ?? Usual.Iterations,
            Rejecter = rejecter,
            Confidence = parse.GetValue(Confidence)
                ?? (rejecter is EntropyBound ? ConfidenceMeasure.Entropy : ConfidenceMeasure.Probability),
            EditAbove = parse.GetValue(Edit),
            CanvasUnit = parse.GetValue(CanvasUnits) ?? Usual.CanvasUnit,
            BlankBias = parse.GetValue(Bias),
            Update = parse.GetValue(Update) ?? Usual.Update,
            Remasking = parse.GetValue(Remasking) ?? Usual.Remasking,
            RemaskStutter = parse.GetValue(RemaskStutter),
            TopKLengths = config.IsCanvas ? 1 : parse.GetValue(Lengths) ?? Usual.TopKLengths,
            BeamLength = parse.GetValue(LengthBeam) ?? Usual.BeamLength,
            KeptCandidates = parse.GetValue(Kept),
            LengthAlpha = parse.GetValue(Alpha) ?? Usual.LengthAlpha,
            Temperature = parse.GetValue(Temperature) ?? Usual.Temperature,
            TopK = parse.GetValue(TopK),
            TopP = parse.GetValue(TopP),
            ConfidenceNoise = parse.GetValue(Noise) ?? Usual.ConfidenceNoise,
            ParallelDecodes = parse.GetValue(Decodes) ?? Usual.ParallelDecodes,
            StopAtFixedPoint = true,
            Input = config.Corruption.Input,
        };
        return Candidates(options) <= MostCandidates
            ? options
            : throw UserError.Usage($"{Lengths.Name}, {LengthBeam.Name}, {Decodes.Name}: together up to {Candidates(options)} candidates "
                + $"for a sentence; choose smaller numbers, with at most {MostCandidates} together");
    }

    /// <summary>The largest number of candidates of one sentence.</summary>
    public static long Candidates(DecodingOptions options) =>
        Math.Min((long)options.TopKLengths * options.BeamLength, options.MaxLength) * options.ParallelDecodes;

    private static Option<int?> Whole(string name, string description, int most, string value = "N") =>
        TypedOption.Number(name, description, 1, most, value: value);

    private static Option<double?> Number(string name, string description, string value, double most = MostOfANumber) =>
        TypedOption.Number(name, description, 0, most, value: value);

    private static Rejecter? RejecterOf(string text) => text.Split(':') switch
    {
        ["passthrough"] => new Passthrough(),
        ["linear"] => new LinearSchedule(),
        ["cosine"] => new CosineSchedule(),
        ["blocks"] => new BlockSchedule(),
        ["stutter"] => new Stutter(),
        ["learned"] => new Learned(),
        ["learned", var least] when double.TryParse(least, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) =>
            new Learned(threshold),
        ["bottom", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var k) =>
            ConstantSchedule.Bottom(k),
        ["bottom-percent", var share] when double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) =>
            ConstantSchedule.BottomPercent(percent),
        ["threshold", var least] when double.TryParse(least, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) =>
            new ConfidenceThreshold(threshold),
        ["entropy", var bound] when double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var nats) =>
            new EntropyBound(nats),
        _ => null,
    };
}
