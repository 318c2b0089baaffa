using Gmlm.Attack.MadeUp;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack.Kills;

/// <summary>The commands that are disturbed. Each is first run undisturbed, when its scene is first needed.</summary>
internal sealed class Scenes : IDisposable
{
    /// <summary>The verb whose standard output is its result.</summary>
    public const string Translate = "translate";

    private const string Model = "padir-en-de";

    private static readonly string[] Profile = ["--profile", "smoke"];

    // Enough sentences for several batches, so that lines are written before the command ends.
    private static readonly string Sentences = string.Concat(Enumerable.Range(0, 200).Select(i => $"{Subjects[i % 8]} {Rests[i % 5]} .\n"));

    private readonly string _root;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, Scene> _played = [];
    private readonly List<TemporaryCheckout> _checkouts = [];
    private readonly Lazy<TemporaryCheckout> _results;
    private TemporaryCheckout? _desk;

    /// <summary>Makes the scenes; no command is run yet.</summary>
    /// <param name="root">The real checkout, whose report template and checkpoints are used.</param>
    /// <param name="cancellation">Cancels the undisturbed runs.</param>
    public Scenes(string root, CancellationToken cancellation)
    {
        (_root, _cancellation) = (root, cancellation);
        _results = new Lazy<TemporaryCheckout>(() => Play("run", Committed(), ["run", .. Profile, .. Ids]));
    }

    /// <summary>The experiments of the scenes.</summary>
    public static IReadOnlyList<string> Ids { get; } = ["weighted-pl", "k-pl", "separation", "one-shot-error"];

    /// <summary>The verbs of the scenes.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["run", "train", Translate, "report", "accept"];

    private static string[] Subjects =>
        ["a man", "two dogs", "a young woman", "the children", "a group of people", "an old man in a red hat", "the player", "a girl"];

    private static string[] Rests =>
        ["rides a horse", "is standing on the street", "are playing in the snow", "looks at the water", "sits on a bench and reads a book"];

    /// <summary>The scene of a verb.</summary>
    public Scene Of(string verb)
    {
        if (!_played.ContainsKey(verb))
        {
            _ = verb switch
            {
                "run" => _results.Value,
                "train" => Play(verb, WithRecipe(), ["train", "tiny.json"]),
                Translate => Play(verb, Made(new TemporaryCheckout(_root)), [verb, "-m", ModelFolder, "--lengths", "2"], Sentences),
                "report" => Play(verb, Results(), [verb, .. Profile]),
                "accept" => Play(verb, Results(), TwoAtOnce.Accept),
                _ => throw new ArgumentException($"there is no scene of {verb}", nameof(verb)),
            };
        }

        return _played[verb];
    }

    /// <summary>A checkout with results, accepted snapshots, a report and a recipe, for two commands at once.</summary>
    public TemporaryCheckout Desk() => _desk ??= MakeDesk();

    private string ModelFolder => Path.Combine(_root, "padir", "checkpoints", Model);

    /// <inheritdoc/>
    public void Dispose() => _checkouts.ForEach(checkout => checkout.Dispose());

    private TemporaryCheckout Results()
    {
        Of("run");
        return _results.Value;
    }

    private TemporaryCheckout MakeDesk()
    {
        var desk = Made(Results().Copy());
        foreach (var command in new[] { TwoAtOnce.Accept, TwoAtOnce.Report })
        {
            var end = ProductProcess.Run(desk, command, _cancellation);
            if (end.ExitCode != 0)
            {
                throw UserError.Missing($"undisturbed, `{string.Join(' ', command)}` fails: {end.Words}");
            }
        }

        return desk;
    }

    private TemporaryCheckout Play(string verb, TemporaryCheckout begin, IReadOnlyList<string> arguments, string input = "")
    {
        var (scene, end) = Scene.Play(verb, begin, arguments, input, _cancellation);
        _played[verb] = scene;
        return Made(end);
    }

    private TemporaryCheckout Committed()
    {
        var checkout = WithRecipe();
        TemporaryCheckout.Commit(checkout.Root);
        return checkout;
    }

    private TemporaryCheckout WithRecipe()
    {
        var checkout = Made(new TemporaryCheckout(_root));
        File.WriteAllText(checkout.PathOf("tiny.json"), Tiny().Format());
        return checkout;
    }

    private TemporaryCheckout Made(TemporaryCheckout checkout)
    {
        _checkouts.Add(checkout);
        return checkout;
    }

    // The state is saved every few steps, so that many kills fall into a save.
    private static Recipe Tiny()
    {
        var tiny = TinyRecipe.Of("tiny", DecoderMode.Parallel);
        var options = tiny.Config.Training with { Steps = 60, BatchTokens = 200, ValidateEvery = 4, Average = 2 };
        return tiny with { Pairs = 200, Config = tiny.Config with { Training = options } };
    }
}
