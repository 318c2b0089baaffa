using System.CommandLine;
using System.Globalization;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Reproduce.Claims.Translation;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary>The command line's options of the decoding loop.</summary>
internal static class DecodingChoices
{
    // Upper limits far beyond useful values. They are low enough that a mistyped number ends with an error and not with hours of work or
    // exhausted memory.
    private const int MostSteps = 1000;
    private const int MostLengths = 255;
    private const int MostCandidates = 1000;
    private const int MostWords = 1_000_000;
    private const double MostOfANumber = 1000;

    // What is not given is as in the report's tables.
    private static readonly DecodingOptions Usual = HeadlineDecoding.Loop(HeadlineDecoding.UsualSteps, InputScheme.Mask);

    private static readonly Option<string?> Steps = Text("--steps", $"iterations, at most {MostSteps} (default: {Usual.Iterations})", "N");
    private static readonly Option<string?> Rejecter = Text("--rejecter", "passthrough, linear, cosine, stutter, learned, learned:P, bottom:N or bottom-percent:P (default: linear)", "NAME");
    private static readonly Option<string?> Update = Text("--update", "the positions that an iteration writes: all, rejected or easy-first (default: rejected)", "NAME");
    private static readonly Option<string?> Remasking = Text("--remasking", "the next input at rejected positions: initial, previous or summed-argmax (default: initial)", "NAME");
    private static readonly Option<bool> RemaskStutter = new("--remask-stutter") { Description = "also reject words equal to their left neighbours, after the last iteration too" };
    private static readonly Option<string?> Lengths = Text(
        "--lengths", $"number of length candidates, the most probable lengths; at most {MostLengths} (default: {Usual.TopKLengths})", "N");
    private static readonly Option<string?> LengthBeam = Text(
        "--length-beam", $"lengths around each length candidate, an odd number, at most {MostLengths} (default: {Usual.BeamLength})", "N");
    private static readonly Option<string?> Kept = Text(
        "--keep", $"number of a sentence's candidates kept after the first iteration, at most {MostCandidates} (default: all)", "N");
    private static readonly Option<string?> Alpha = Text(
        "--alpha", FormattableString.Invariant($"length normalisation: a candidate's score is divided by ((5 + length)/6)^alpha (default: {Usual.BrevityAlpha})"), "X");
    private static readonly Option<string?> Temperature = Text("--temperature", "draw words from softmax(logits/T); 0 takes the most probable word (default: 0)", "T");
    private static readonly Option<string?> TopK = Text("--top-k", $"draw from the k most probable words, at most {MostWords}", "K");
    private static readonly Option<string?> TopP = Text("--top-p", "draw from the most probable words whose probabilities sum to p", "P");
    private static readonly Option<string?> Noise = Text("--noise", "scale of the Gumbel noise added to confidences before rejecting; it falls to 0 (default: 0)", "T");
    private static readonly Option<string?> Decodes = Text(
        "--decodes", $"number of random initial inputs per length, for a model that reads random words, at most {MostCandidates}", "N");

    private static readonly Dictionary<string, UpdateScheme> Updates = new() { ["all"] = UpdateScheme.All, ["rejected"] = UpdateScheme.Rejected, ["easy-first"] = UpdateScheme.EasyFirst };

    private static readonly Dictionary<string, RemaskingScheme> Remaskings = new()
    {
        ["initial"] = RemaskingScheme.Initial, ["previous"] = RemaskingScheme.Previous, ["summed-argmax"] = RemaskingScheme.SummedArgmax,
    };

    private static readonly Option[] All = [Steps, Rejecter, Update, Remasking, RemaskStutter, Lengths, LengthBeam, Kept, Alpha, Temperature, TopK, TopP, Noise, Decodes];

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
    /// <param name="input">The input scheme that the model was trained with.</param>
    /// <exception cref="UserError">A value cannot be read.</exception>
    public static DecodingOptions Read(ParseResult parse, InputScheme input)
    {
        var options = Parsed(parse, input);
        return Candidates(options) <= MostCandidates
            ? options
            : throw UserError.Usage($"{Lengths.Name}, {LengthBeam.Name}, {Decodes.Name}: together up to {Candidates(options)} candidates "
                + $"for a sentence; choose smaller numbers, with at most {MostCandidates} together");
    }

    /// <summary>The largest number of candidates of one sentence.</summary>
    public static long Candidates(DecodingOptions options) =>
        Math.Min((long)options.TopKLengths * options.BeamLength, options.MaxLength) * options.ParallelDecodes;

    /// <summary>The whole number given to an option, or null if the option is absent.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="most">The largest allowed number; the smallest is 1.</param>
    /// <exception cref="UserError">The value is not a whole number, or is out of range.</exception>
    public static int? Whole(ParseResult parse, Option<string?> option, int most) => parse.GetValue(option) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw UserError.Usage($"{option.Name}: '{text}' is not a whole number from 1 to {most}");

    private static DecodingOptions Parsed(ParseResult parse, InputScheme input) => Usual with
    {
        Iterations = Whole(parse, Steps, MostSteps) ?? Usual.Iterations,
        Rejecter = parse.GetValue(Rejecter) is { } rejecter ? RejecterOf(rejecter) : Usual.Rejecter,
        Update = OneOf(parse, Update, Updates, Usual.Update),
        Remasking = OneOf(parse, Remasking, Remaskings, Usual.Remasking),
        RemaskStutter = parse.GetValue(RemaskStutter),
        TopKLengths = Whole(parse, Lengths, MostLengths) ?? Usual.TopKLengths,
        BeamLength = Whole(parse, LengthBeam, MostLengths) ?? Usual.BeamLength,
        KeptCandidates = Whole(parse, Kept, MostCandidates),
        BrevityAlpha = Number(parse, Alpha) ?? Usual.BrevityAlpha,
        Temperature = Number(parse, Temperature) ?? Usual.Temperature,
        TopK = Whole(parse, TopK, MostWords),
        TopP = Number(parse, TopP),
        ConfidenceNoise = Number(parse, Noise) ?? Usual.ConfidenceNoise,
        ParallelDecodes = Whole(parse, Decodes, MostCandidates) ?? Usual.ParallelDecodes,
        StopAtFixedPoint = true,
        Input = input,
    };

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    private static double? Number(ParseResult parse, Option<string?> option) => parse.GetValue(option) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MostOfANumber ? number
        : throw UserError.Usage(FormattableString.Invariant($"{option.Name}: '{text}' is not a number from 0 to {MostOfANumber}"));

    private static T OneOf<T>(ParseResult parse, Option<string?> option, Dictionary<string, T> choices, T usual) => parse.GetValue(option) is not { } text ? usual
        : choices.TryGetValue(text, out var choice) ? choice
        : throw UserError.Usage($"{option.Name}: '{text}' is not a choice; choose one of {string.Join(", ", choices.Keys)}");

    private static Rejecter RejecterOf(string text) => text.Split(':') switch
    {
        ["passthrough"] => new Passthrough(),
        ["linear"] => new LinearSchedule(),
        ["cosine"] => new CosineSchedule(),
        ["stutter"] => new Stutter(),
        ["learned"] => new Learned(),
        ["learned", var least] when double.TryParse(least, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) => new Learned(threshold),
        ["bottom", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var k) => ConstantSchedule.Bottom(k),
        ["bottom-percent", var share] when double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) => ConstantSchedule.BottomPercent(percent),
        _ => throw UserError.Usage($"--rejecter: '{text}' is not a rejecter; choose passthrough, linear, cosine, stutter, learned, learned:P, bottom:N or bottom-percent:P"),
    };
}
