using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>Neighbouring positions of the controlled pair's targets: how much their words depend on each other, exactly, and whether what a model writes there in one step is impossible.</summary>
internal static class PairNeighbours
{
    /// <summary>Asks a model for one step, given the length of a drawn translation.</summary>
    /// <param name="context">Has the checkpoint.</param>
    /// <param name="model">Its name.</param>
    /// <param name="count">How many held-out sources.</param>
    /// <returns>For each source, for each two neighbours: I(X_i; X_{i+1}) given source and length, in nats; and whether no translation has the two words there that the model wrote.</returns>
    public static (double Information, bool Contradicts)[][] Of(ExperimentContext context, string model, int count)
    {
        var items = HeldOut.Take(new ControlledGrammar(HeldOut.PairSeed), count);
        using var translator = context.Inputs.Model(model);
        var settings = new ParallelSettings { Loop = new DecodingOptions { Iterations = 1, Input = translator.Model.Config.Corruption.Input }, Lengths = [.. items.Select(item => item.Length)] };
        var outputs = translator.Parallel([.. items.Select(item => item.Source)], settings, context.Cancellation);
        return [.. items.Zip(outputs, (item, output) => Enumerable.Range(0, item.Length - 1).Select(i => (item.Given.MutualInformation(i, i + 1), Contradicts(item.Given, output.Best.Tokens, i))).ToArray())];
    }

    private static bool Contradicts(FixedLengthTranslations truth, IReadOnlyList<int> written, int left) =>
        !truth.Translations.Any(translation => translation.Tokens[left] == written[left] && translation.Tokens[left + 1] == written[left + 1]);
}
