namespace Gmlm.Attack.Inputs.Guided;

/// <summary>
/// Hostile inputs made from those before them that reached something new: first the valid files as they are, then mutations of them and
/// of what was kept. With the same reader, code and runtime they are the same every time.
/// </summary>
/// <param name="reader">Whose inputs.</param>
/// <param name="map">What each reaches.</param>
internal sealed class GuidedInputs(Reader reader, CoverageMap map)
{
    // Long inputs cost time and seldom reach more than a short one does.
    private readonly int _mostBytes = Math.Max(16 << 10, 2 * reader.Seeds.Max(seed => seed.Length));
    private readonly List<byte[]> _kept = [.. reader.Seeds];
    private readonly List<byte[]> _taken = [.. reader.Seeds];

    /// <summary>How many reached something new, without the valid files.</summary>
    public int Kept => _kept.Count - reader.Seeds.Count;

    /// <summary>The input of a number, which is one more than the last; nothing may be read between this and the input.</summary>
    public byte[] Next(int number)
    {
        var input = number < reader.Seeds.Count ? reader.Seeds[number] : Mutated(reader.RandomOf(number));
        map.Clear();
        return input;
    }

    /// <summary>Keeps an input that was taken or refused as it should be, and reached something new.</summary>
    public void Done(int number, byte[] input, Attempt attempt)
    {
        var isKept = attempt.Fault is null && input.Length <= _mostBytes && map.SeesNew();
        if (!isKept || number < reader.Seeds.Count)
        {
            return;
        }

        _kept.Add(input);
        if (!attempt.IsRefused)
        {
            _taken.Add(input);
        }
    }

    // Half of them come from files that the reader takes: what it refuses at the beginning, it mostly refuses there after another mutation.
    private byte[] Mutated(Random random)
    {
        var from = random.Next(2) == 0 ? _taken : _kept;
        return reader.Mutate(random, from[random.Next(from.Count)], from[random.Next(from.Count)]);
    }
}
