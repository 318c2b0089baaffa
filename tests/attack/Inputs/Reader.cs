namespace Gmlm.Attack.Inputs;

/// <summary>One of the product's readers, called as the product calls it.</summary>
/// <param name="Name">What the reader reads.</param>
/// <param name="Seeds">Valid files, at least one.</param>
/// <param name="Mutate">Makes hostile files from the valid ones.</param>
/// <param name="In">
/// Receives an empty folder and writes the constant files into it. Returns an action that writes one input there and reads it with the
/// product.
/// </param>
/// <param name="Errors">The exceptions that the reader documents; any other is a fault.</param>
internal sealed record Reader(
    string Name, IReadOnlyList<byte[]> Seeds, Mutator Mutate, Func<string, Action<byte[]>> In, params IReadOnlyList<Type> Errors)
{
    /// <summary>The hostile input with a number, the same every time.</summary>
    public byte[] Input(int number)
    {
        var random = RandomOf(number);
        return Mutate(random, Seeds[number % Seeds.Count], Seeds[random.Next(Seeds.Count)]);
    }

    /// <summary>The generator that decides the input with a number.</summary>
    public Random RandomOf(int number)
    {
        // The salt is FNV-1a of the name, so that readers with the same seeds get different inputs.
        var salt = Name.Aggregate(2166136261u, (sum, letter) => (sum ^ letter) * 16777619u);
        return new Random(unchecked((int)((salt * 31) + ((uint)number * 2654435761u))));
    }
}
