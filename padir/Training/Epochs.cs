using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Training;

/// <summary>The batches of consecutive epochs, from a given step on.</summary>
internal sealed class Epochs
{
    private readonly IReadOnlyList<Example> _examples;
    private readonly TrainingOptions _options;
    private IReadOnlyList<int[]> _batches;
    private int _epoch;
    private int _next;

    public Epochs(IReadOnlyList<Example> examples, TrainingOptions options, int step)
    {
        (_examples, _options) = (examples, options);
        _batches = Batches.Of(examples, options.BatchTokens, options.Seed, 0);
        for (_next = step; _next >= _batches.Count;)
        {
            _next -= _batches.Count;
            Turn();
        }
    }

    /// <summary>Returns the indices of the next step's examples.</summary>
    public int[] Next()
    {
        if (_next == _batches.Count)
        {
            Turn();
            _next = 0;
        }

        return _batches[_next++];
    }

    private void Turn() => _batches = Batches.Of(_examples, _options.BatchTokens, _options.Seed, ++_epoch);
}
