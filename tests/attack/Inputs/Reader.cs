namespace Gmlm.Attack.Inputs;

/// <summary>One of the product's readers, as it is used.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Valid files, at least one.</param>
/// <param name="Mutate">Makes hostile ones of them.</param>
/// <param name="In">
/// Given a folder of its own, writes there what stays the same, and returns what puts a file there and reads it with the product.
/// </param>
/// <param name="Errors">The exceptions that the reader documents; any other is a fault.</param>
internal sealed record Reader(
    string Name, IReadOnlyList<byte[]> Seeds, Mutator Mutate, Func<string, Action<byte[]>> In, params IReadOnlyList<Type> Errors)
{
    /// <summary>The hostile input of a number: the same one every time.</summary>
    public byte[] Input(int number)
    {
        var random = RandomOf(number);
        return Mutate(random, Seeds[number % Seeds.Count], Seeds[random.Next(Seeds.Count)]);
    }

    /// <summary>What decides the input of a number: the same numbers every time.</summary>
    public Random RandomOf(int number)
    {
        // FNV-1a of the name, so that readers of the same seeds get different inputs.
        var salt = Name.Aggregate(2166136261u, (sum, letter) => (sum ^ letter) * 16777619u);
        return new Random(unchecked((int)((salt * 31) + ((uint)number * 2654435761u))));
    }
}
