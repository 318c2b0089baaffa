using Gmlm.Attack;

return AttackCommand.Invoke(args);
