namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The eight binary choices of a translator, by which a source has at most 256 translations. A source leaves some of them open
/// (<see cref="MeaningTranslator.Open"/>). A set flag means the second option: the formal instead of the plain register, the other clause
/// first, or the second of two words for the same meaning.
/// </summary>
[Flags]
internal enum Choices
{
    /// <summary>The first option everywhere.</summary>
    None = 0,

    /// <summary>Formal register: every verb and every auxiliary.</summary>
    Formal = 1,

    /// <summary>The other clause before the main one.</summary>
    OtherFirst = 2,

    /// <summary>The main subject's noun, with its determiner, adjective and pronoun.</summary>
    MainSubject = 4,

    /// <summary>The main object's noun, with its determiner and adjective.</summary>
    MainObject = 8,

    /// <summary>The main verb, with its auxiliary or with its object's case.</summary>
    MainVerb = 16,

    /// <summary>The other clause's subject.</summary>
    OtherSubject = 32,

    /// <summary>The other clause's object.</summary>
    OtherObject = 64,

    /// <summary>The other clause's verb.</summary>
    OtherVerb = 128,
}
