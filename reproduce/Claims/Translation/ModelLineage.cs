using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>The trained models: the models that each begins from and is distilled by, and the budget of its training.</summary>
public sealed class ModelLineage : Experiment
{
    private static readonly Claim Lineage = new(
        "lineage",
        "T10a",
        "Every model was made of the committed ones",
        Origin.Beyond,
        "our check",
        "The models that a trained model was begun from and distilled by are those committed beside it.",
        "The SHA-256 of their weights, as the model's manifest has it, against that in their own. An "
        + "instance's margin is 1 where they are equal, else -1.",
        "Each model's sums against those of the next model in the table.") { IsImplementation = true };

    public override string Id => "models";

    public override string Title => "The trained models and their training budgets";

    public override IReadOnlyList<Claim> Claims => [Lineage];

    public override IReadOnlyList<Input> Inputs(Profile profile) => [.. Recipes.All.Select(recipe => Input.Checkpoint(recipe.Name))];

    public override ExperimentResult Execute(ExperimentContext context)
    {
        Input[] missing = [.. Inputs(context.Profile).Where(input => context.Inputs.Checksum(input) is null)];
        CheckpointManifest[] models = [.. Inputs(context.Profile).Except(missing).Select(input => context.Inputs.Describe(input.Name))];
        return Result(
            context,
            [
                missing.Length > 0
                    ? ClaimVerdict.Skipped(Lineage.Id, NotHere([.. missing.Select(input => input.Name)]))
                    : ClaimVerdict.Of(Lineage.Id, Compare(models, 0), Compare(models, 1)),
            ],
            [],
            models.Length == 0 ? [] : [Budgets(models)]);
    }

    private static string NotHere(string[] names) =>
        $"not here: {string.Join(", ", names)}; `make train NAMES=\"{string.Join(' ', names)}\"` makes them";

    private static Outcome Compare(CheckpointManifest[] models, int shift)
    {
        var sums = models.Select((model, i) => (model.Recipe.Name, models[(i + shift) % models.Length].WeightsSha256)).ToDictionary();
        return MarginLedger.Of(
            0,
            "sums are equal or not",
            from model in models
            from parent in model.Parents
            let sum = sums[parent.Key]
            select (
                sum == parent.Value ? 1.0 : -1,
                $"{model.Recipe.Name}, made of {parent.Key} {parent.Value[..8]}; {parent.Key} is {sum[..8]}"));
    }

    private static Table Budgets(CheckpointManifest[] models) => new(
        "models",
        "The trained models. Updates are this model's own, after those of the model it begins from; a batch is so many target tokens at "
        + "most, padding included. Minutes are the clock's, whatever else the machine did meanwhile, on one machine or another; with them "
        + "the threads, where they were recorded. The loss is the validation set's, in nats a token: of the targets that the model was "
        + "trained on, so that it compares models with the same targets only; where a rejecter alone was trained, the rejecter's.",
        ["model", "begins from", "targets", "updates", "batch", "minutes", "threads", "loss"],
        [
            .. models.Select(model => (IReadOnlyList<string>)
            [
                model.Recipe.Name,
                model.Recipe.BeginFrom ?? "random weights",
                model.Recipe.DistilledBy is { } teacher
                    ? $"by {teacher}{(model.Recipe.DistilledBeam > 1 ? ", beam " + Format.Count(model.Recipe.DistilledBeam) : "")}"
                    : "the corpus's",
                Format.Count(model.Steps),
                Format.Count(model.Recipe.Config.Training.BatchTokens),
                (model.Seconds / 60).ToString("0.0", CultureInfo.InvariantCulture),
                model.Threads is { } threads ? Format.Count(threads) : "–",
                model.Scores.TryGetValue("validationLoss", out var loss) ? loss.ToString("0.000", CultureInfo.InvariantCulture) : "–",
            ]),
        ],
        IsExact: true);
}
