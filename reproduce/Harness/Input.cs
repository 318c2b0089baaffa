namespace Gmlm.Reproduce.Harness;

/// <summary>The kinds of inputs.</summary>
public enum InputKind
{
    /// <summary>A trained model of padir/checkpoints.</summary>
    Checkpoint,

    /// <summary>A corpus of the catalogue.</summary>
    Corpus,
}

/// <summary>An input of an experiment. If it is missing, some claims are skipped; if it changes, the result becomes stale.</summary>
public sealed record Input(InputKind Kind, string Name)
{
    /// <summary>A trained model.</summary>
    public static Input Checkpoint(string name) => new(InputKind.Checkpoint, name);

    /// <summary>A corpus.</summary>
    public static Input Corpus(string name) => new(InputKind.Corpus, name);

    /// <summary>The command that gets the input.</summary>
    public string Command => Kind == InputKind.Checkpoint ? $"make train NAMES={Name}" : $"make data NAMES={Name}";

    /// <summary>For example "corpus multi30k".</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}
