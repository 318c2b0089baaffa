using System.CommandLine;
using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.T5;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using TorchSharp;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary>
/// <c>translate --model M</c>: translates standard input to standard output, one sentence per line; --trace shows the iterations.
/// </summary>
internal static class TranslateCommand
{
    // Lines that are translated before they are written: several batches, which are divided among threads.
    private const int Batch = 64;

    // The number of sources that an autoregressive model decodes in one network pass. With more, threads would be without work.
    private const int Together = 16;

    // The largest number of sequences in one network evaluation, where sentences have many candidates. It bounds the memory of the logits.
    private const int MostTogether = 1024;

    private const int MostHidden = 255;
    private const int MostSteps = 1000;
    private const int WidestBeam = 100;

    private static readonly Option<string> Model = new("--model", "-m")
    {
        Description = "a checkpoint of padir/checkpoints, or the folder of one", Required = true, HelpName = "NAME|DIR",
    };
    private static readonly Option<bool> Trace = new("--trace")
    {
        Description = "show what each iteration wrote (in brackets: rejected; a dot: unchanged)",
    };
    private static readonly Option<KGibbsOptions> Gibbs = TypedOption.Read(
        "--gibbs",
        $"k-Gibbs steps after the iterations: K words drawn jointly, at most {MostHidden}, N times, at most {MostSteps} (default of N: 1)",
        "K[:N]",
        Refinement,
        $"is not K or K:N with K from 1 to {MostHidden} and N from 1 to {MostSteps}; for example 3, or 3:5");

    private static readonly Option<string?> Rescore = new("--rescore")
    {
        Description = "an autoregressive checkpoint of the same vocabulary and direction that chooses among the candidates",
        HelpName = "NAME|DIR",
    };

    private static readonly Option<int?> Beam = TypedOption.Number(
        "--beam", $"beam width of an autoregressive model, at most {WidestBeam} (default: 1, greedy)", 1, WidestBeam);

    private static readonly Option<int?> Seed = TypedOption.Number(
        "--seed", "seed of the random draws", 0, int.MaxValue, "a seed", usual: 1);

    public static Command Create()
    {
        var command = new Command("translate", "Translate standard input, a sentence a line")
        {
            Model, Trace, Gibbs, Rescore, Beam, Seed, ModelOptions.Device,
        }.WithDecoding();
        command.SetAction(
            (parse, cancellation) => Task.Run(() => ModelOptions.Guarded(() => Execute(parse, cancellation)), CancellationToken.None));
        return command;
    }

    private static int Execute(ParseResult parse, CancellationToken cancellation)
    {
        var device = ModelOptions.DeviceOf(parse);
        var folder = Folder(parse.GetValue(Model)!, Model);
        var manifest = Checkpoint.Describe(folder);
        var recipe = manifest.Recipe;
        var causal = recipe.Config.Decoder == DecoderMode.Causal;
        var ofParallel = DecodingSettings.Given(parse)
            ?? ((Option[])[Trace, Gibbs, Rescore]).FirstOrDefault(each => parse.GetResult(each) is { Implicit: false })?.Name;
        if (causal && ofParallel is { } option)
        {
            throw UserError.Usage($"{option}: {recipe.Name} is autoregressive and has no iterations; name a parallel model");
        }

        if (!causal && parse.GetValue(Beam) is not null)
        {
            throw UserError.Usage($"--beam: {recipe.Name} decodes in parallel; name an autoregressive model");
        }

        var search = new AutoregressiveOptions { BeamWidth = parse.GetValue(Beam) ?? 1, LengthAlpha = 1 }.Checked();
        var loop = causal ? null : DecodingSettings.Read(parse, recipe.Config).Checked();
        var settings = loop is null ? null : new ParallelSettings
        {
            Loop = loop,
            Batch = (int)Math.Clamp(MostTogether / DecodingSettings.Candidates(loop), 1, new ParallelSettings().Batch),
            Refinement = parse.GetValue(Gibbs) is { } gibbs ? (gibbs with { Input = recipe.Config.Corruption.Input }).Checked() : null,
            Seed = parse.GetValue(Seed)!.Value,
            Trace = parse.GetValue(Trace),
        };
        var codec = TokenCodec.Of(manifest);
        using var model = TranslationModel.Load(folder, device);
        using var rescorer = parse.GetValue(Rescore) is { } name ? TranslationModel.Load(Folder(name, Rescore), device) : null;
        if (rescorer is not null)
        {
            model.RequireRescorer(rescorer);
        }

        using var output = new OutputLines();
        using var input = StandardStreams.OpenInput();
        var (line, translated) = (0, 0L);
        var lines = SentenceFile.Lines(new StrictLines(input, "standard input") { MayBeEmpty = true });
        foreach (var texts in lines.Chunk(Console.IsInputRedirected ? Batch : 1))
        {
            cancellation.ThrowIfCancellationRequested();
            var sources = texts.Select(text => Encoded(text, ++line, codec, recipe)).ToArray();
            foreach (var translation in settings is null
                ? Autoregressive(model, codec, sources, search, cancellation)
                : InParallel(model, codec, sources, settings with { Rescorer = rescorer, FirstSentence = translated }, cancellation))
            {
                output.Write(translation);
            }

            translated += sources.OfType<int[]>().Count();
        }

        return ExitCode.Success;
    }

    private static KGibbsOptions? Refinement(string text)
    {
        int[] numbers =
        [
            .. text.Split(':')
                .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1),
        ];
        return numbers is [> 0 and <= MostHidden] or [> 0 and <= MostHidden, > 0 and <= MostSteps]
            ? new KGibbsOptions { Positions = numbers[0], Steps = numbers is [_, var steps] ? steps : 1 }
            : null;
    }

    private static string Folder(string model, Option option)
    {
        // A name of a committed checkpoint takes precedence over a folder of the same name; ./NAME names the folder.
        var checkpoints = ModelOptions.Checkpoints(Repository.Find(null));
        var named = Path.Combine(checkpoints, model);
        if (Path.GetFileName(model) == model && Directory.Exists(named))
        {
            return named;
        }

        if (Directory.Exists(model))
        {
            return model;
        }

        var there = Directory.Exists(checkpoints)
            ? Directory.GetDirectories(checkpoints).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray()
            : [];
        throw UserError.Missing(
            $"{option.Name}: there is no checkpoint '{model}'; "
            + $"{(there.Length > 0 ? $"choose of {string.Join(", ", there)}, or " : "")}make one with `train`");
    }

    // Null for an empty line, which is output as an empty line.
    private static int[]? Encoded(string text, int line, TokenCodec codec, Recipe recipe)
    {
        var ids = codec.Encode(text.Trim());
        return ids.Length <= recipe.Config.Lengths.MaxLength
            ? ids.Length == 0 ? null : ids
            : throw UserError.Usage(
                $"standard input, line {line}: {ids.Length} tokens; {recipe.Name} was made for at most {recipe.Config.Lengths.MaxLength}: "
                + "split the sentence");
    }

    private static IEnumerable<string> Autoregressive(
        TranslationModel model, TokenCodec codec, int[]?[] sources, AutoregressiveOptions search, CancellationToken cancellation)
    {
        var translated = new Queue<DecodedTarget>(
            model.Autoregressive([.. sources.OfType<int[]>()], search, Together, cancel: cancellation));
        return [.. sources.Select(source => source is null ? "" : codec.Decode(translated.Dequeue().Tokens))];
    }

    private static IEnumerable<string> InParallel(
        TranslationModel model, TokenCodec codec, int[]?[] sources, ParallelSettings settings, CancellationToken cancellation)
    {
        var translated = new Queue<DecodedSentence>(model.Parallel([.. sources.OfType<int[]>()], settings, cancellation));
        foreach (var source in sources)
        {
            if (source is null)
            {
                yield return "";
                continue;
            }

            var best = translated.Dequeue().Best;
            if (best.Trace is { } shown)
            {
                yield return shown.ToText(codec.Piece);
            }

            yield return codec.Decode([.. best.Tokens]);
        }
    }
}
