namespace Gmlm.Padir.Autoregressive;

/// <summary>The beginning of a target: a word, and what came before it.</summary>
/// <param name="Before">The hypothesis it continues; null at the start.</param>
/// <param name="Token">Its last word; at the start the start token.</param>
/// <param name="LogProbability">ln p of all its words.</param>
/// <param name="Row">Its row in the beam.</param>
internal sealed record Hypothesis(Hypothesis? Before, int Token, double LogProbability, int Row)
{
    /// <summary>All words, without the start.</summary>
    public IReadOnlyList<int> Words()
    {
        var words = new List<int>();
        for (var last = this; last.Before is not null; last = last.Before)
        {
            words.Add(last.Token);
        }

        words.Reverse();
        return words;
    }
}
