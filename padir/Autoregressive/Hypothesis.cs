namespace Gmlm.Padir.Autoregressive;

/// <summary>The beginning of a target: a word and the hypothesis before it.</summary>
/// <param name="Before">The hypothesis that this one continues; null at the start.</param>
/// <param name="Token">The last word; the start token at the start.</param>
/// <param name="LogProbability">ln p of all its words.</param>
/// <param name="Row">Its row in the beam.</param>
internal sealed record Hypothesis(Hypothesis? Before, int Token, double LogProbability, int Row)
{
    /// <summary>All words in order, without the start token.</summary>
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
