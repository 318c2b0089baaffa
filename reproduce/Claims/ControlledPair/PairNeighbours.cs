using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// Adjacent positions of the controlled pair's targets: the exact dependence of their words, and whether the words of one decoding step
/// contradict each other.
/// </summary>
internal static class PairNeighbours
{
    /// <summary>Decodes in one step, given the length of a drawn translation.</summary>
    /// <param name="context">The context, with the checkpoint.</param>
    /// <param name="model">The name of the checkpoint.</param>
    /// <param name="count">The number of held-out sources.</param>
    /// <returns>
    /// For each source and each two adjacent positions: I(X_i; X_{i+1}) given source and length, in nats, and whether no translation has
    /// the two words of the model at these positions.
    /// </returns>
    public static (double Information, bool Contradicts)[][] Of(ExperimentContext context, string model, int count)
    {
        var items = HeldOut.Take(new ControlledGrammar(HeldOut.PairSeed), count);
        using var translator = context.Inputs.Model(model);
        var settings = new ParallelSettings
        {
            Loop = new DecodingOptions { Iterations = 1, Input = translator.Model.Config.Corruption.Input },
            Lengths = [.. items.Select(item => item.Length)],
        };
        var outputs = translator.Parallel([.. items.Select(item => item.Source)], settings, context.Cancellation);
        return
        [
            .. items.Zip(
                outputs,
                (item, output) =>
                    Enumerable.Range(0, item.Length - 1)
                        .Select(i => (item.Given.MutualInformation(i, i + 1), Contradicts(item.Given, output.Best.Tokens, i)))
                        .ToArray()),
        ];
    }

    private static bool Contradicts(FixedLengthTranslations truth, IReadOnlyList<int> written, int left) =>
        !truth.Translations.Any(
            translation => translation.Tokens[left] == written[left] && translation.Tokens[left + 1] == written[left + 1]);
}
