using System.CommandLine;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Models;
using Gmlm.Padir.T5;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using Gmlm.Reproduce.Harness.Cache;
using Spectre.Console;
using TorchSharp;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary>
/// <c>train NAME… | FILE.json…</c>: trains checkpoints by built-in or own recipes; a killed run resumes where it stopped.
/// </summary>
internal static class TrainCommand
{
    private const int MostSteps = 10_000_000;

    private static readonly Argument<string[]> Names = new("recipes")
    {
        Description = "recipes of --list, or JSON files as --show prints them, in this order",
        HelpName = "NAME|FILE",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<bool> All = new("--all")
    {
        Description = "every recipe of --list, each after the recipes it depends on",
    };
    private static readonly Option<bool> ListAll = new("--list") { Description = "list the recipes" };
    private static readonly Option<bool> Show = new("--show") { Description = "print the recipes as JSON and stop" };
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "folder of the checkpoint (default: padir/checkpoints/NAME); for one recipe", HelpName = "DIR",
    };
    private static readonly Option<string?> Work = new("--work")
    {
        Description = "folder of the saved states of unfinished training (default: reports/build/training)", HelpName = "DIR",
    };
    private static readonly Option<int?> Steps = TypedOption.Number(
        "--steps", $"number of updates instead of the recipe's; at most {MostSteps}", 1, MostSteps, "a number of updates");

    public static Command Create()
    {
        var command = CorpusOptions.WithOptions(new Command("train", "Train a model by its recipe; a killed run goes on where it stopped")
        {
            Names, All, ListAll, Show, Out, Work, Steps, ModelOptions.Device,
        });
        command.SetAction(
            (parse, cancellation) => CorpusOptions.Guarded(() => Task.Run(() => Execute(parse, cancellation), CancellationToken.None)));
        return command;
    }

    private static int Execute(ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(ListAll))
        {
            return List();
        }

        var names = parse.GetValue(Names)!;
        if (names.Length == 0 != parse.GetValue(All))
        {
            throw UserError.Usage("train: name recipes of `train --list` or JSON files, or say --all");
        }

        Recipe[] recipes =
        [
            .. (names.Length == 0 ? Recipes.All : names.Select(Find)).Select(recipe => Changed(recipe, parse.GetValue(Steps))),
        ];
        if (parse.GetValue(Show))
        {
            Console.Out.Write(string.Concat(recipes.Select(recipe => recipe.Format())));
            return ExitCode.Success;
        }

        if (recipes.Length > 1 && parse.GetValue(Out) is not null)
        {
            throw UserError.Usage("--out: it names the folder of one checkpoint; train the recipes one by one");
        }

        foreach (var recipe in recipes)
        {
            Train(recipe, parse, cancellation);
        }

        return ExitCode.Success;
    }

    private static void Train(Recipe recipe, ParseResult parse, CancellationToken cancellation)
    {
        var repository = Repository.Find(null);
        var checkpoints = ModelOptions.Checkpoints(repository);
        var target = Path.GetFullPath(parse.GetValue(Out) ?? Path.Combine(checkpoints, recipe.Name));
        var work = Path.GetFullPath(parse.GetValue(Work) ?? Path.Combine(repository.Output, "training"));
        var places = new TrainingPlaces(new CorpusLibrary(CorpusOptions.Store(parse)), checkpoints, target, work);
        var device = ModelOptions.DeviceOf(parse);
        var manifest = ModelOptions.Guarded(
            () => Watch(observer => TrainingJob.Run(recipe, places, observer, device, CommitOf(repository), cancellation)));
        Terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{repository.Relative(target)}: validation loss {manifest.Scores["validationLoss"]:F4}, "
            + $"accuracy {manifest.Scores["validationAccuracy"]:F4}, {manifest.Steps} steps in {manifest.Seconds:F0} s"));
    }

    private static int List()
    {
        var table = Terminal.Table("recipe", "data", "decoder", "begins from", "distilled by", "steps");
        foreach (var recipe in Recipes.All)
        {
            table.Row(
                recipe.Name, recipe.IsControlled
                    ? recipe.Data
                    : $"{recipe.Data} {recipe.Direction}", recipe.Config.Decoder == DecoderMode.Causal ? "autoregressive" : "parallel",
                recipe.BeginFrom
                    ?? "–", recipe.DistilledBy
                    ?? "–", recipe.Config.Training.Steps.ToString("#,0", CultureInfo.InvariantCulture));
        }

        Terminal.Out.Write(table);
        return ExitCode.Success;
    }

    private static Recipe Find(string name)
    {
        if (Recipes.Find(name) is { } recipe)
        {
            return recipe;
        }

        if (!File.Exists(name))
        {
            throw UserError.Usage($"train: '{name}' is neither a recipe nor a file; `train --list` has the recipes");
        }

        try
        {
            return Recipe.Parse(Utf8File.Read(name));
        }
        catch (ConfigurationException error)
        {
            throw UserError.Usage($"{name}: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Missing($"{name}: {error.Message.TrimEnd('.')}; give a readable file", error);
        }
    }

    private static string CommitOf(Repository repository)
    {
        var checkout = GitCheckout.Of(repository.Root);
        return checkout.Dirty ? $"{checkout.Commit}-dirty" : checkout.Commit;
    }

    private static Recipe Changed(Recipe recipe, int? steps) => steps is { } count
        ? recipe with { Config = recipe.Config with { Training = recipe.Config.Training with { Steps = count } } }
        : recipe;

    private static CheckpointManifest Watch(Func<ITrainingObserver, CheckpointManifest> work) => Terminal.IsLive
        ? Terminal.Out.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context => work(new LiveTraining(context)))
        : work(new PlainTraining());
}
